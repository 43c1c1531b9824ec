package org.unroom.core.media;

import java.io.IOException;
import org.unroom.core.audio.AudioSource;

/** Decodes recordings into a {@link ScratchSpace}: in this process, or in one apart. */
public interface SoundDecoder {
  /** In this process; a decoder that crashes takes it along. */
  SoundDecoder HERE =
      (request, scratch) -> {
        try (MediaReader reader =
            MediaReader.open(request.file(), InputPolicy.STANDARD, request.audioStream())) {
          int rate = reader.format().sampleRateHz();
          long skipped = reader.skip(request.startSample(rate));
          AudioSource audio = scratch.decode(reader, request.samples(rate));
          return new Decoded(reader.format(), audio, skipped, reader.metadata(), reader.report());
        }
      };

  /** Decodes what {@code request} asks for. */
  Decoded decode(DecodeRequest request, ScratchSpace scratch) throws IOException;
}
