package org.unroom.core.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagicBytesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "RIFFxxxxWAVEfmt ,WAV",
        "RF64xxxxWAVEds64,WAV",
        "BW64xxxxWAVEds64,WAV",
        "RIFFxxxxAVI LIST,AVI",
        "FORMxxxxAIFFCOMM,AIFF",
        "FORMxxxxAIFCFVER,AIFF",
        ".sndxxxxxxxxxxxx,AU",
        "fLaCxxxxxxxxxxxx,FLAC",
        "OggSxxxxxxxxxxxx,OGG",
        "xxxxftypM4A xxxx,MOV",
        "#!AMR-WBxxxxxxxx,AMR"
      })
  void knowsTheAllowedKinds(String head, Container container) {
    assertThat(MagicBytes.sniff(head.getBytes(ISO_8859_1)).container()).contains(container);
  }

  @Test
  void knowsTransportStreams() {
    byte[] packets = new byte[600];
    packets[0] = packets[188] = packets[376] = 0x47;
    assertThat(MagicBytes.sniff(packets).container()).contains(Container.MPEGTS);
    packets[188] = 0;
    assertThat(MagicBytes.sniff(packets).container()).isEmpty();
  }

  @Test
  void oneSyncWordIsNoMpegStream() {
    byte[] noise = new byte[4000];
    Arrays.fill(noise, (byte) 0x11);
    noise[0] = (byte) 0xff;
    noise[1] = (byte) 0xfb;
    noise[2] = (byte) 0x90;
    assertThat(MagicBytes.sniff(noise).container()).isEmpty();
    // MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes to the next header
    System.arraycopy(noise, 0, noise, 417, 3);
    assertThat(MagicBytes.sniff(noise).container()).contains(Container.MP3);
  }

  @Test
  void looksBehindAnId3Tag() throws IOException {
    byte[] tagged = new byte[10 + 300 + 64];
    byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 2, 44};
    System.arraycopy(tag, 0, tagged, 0, 10);
    System.arraycopy("fLaC".getBytes(ISO_8859_1), 0, tagged, 310, 4);
    Path file = Files.write(folder.resolve("x"), tagged);
    assertThat(InputPolicy.admit(file)).isEqualTo(Container.FLAC);
  }
}
