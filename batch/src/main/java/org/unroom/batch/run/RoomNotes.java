package org.unroom.batch.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.media.AtomicOutput;
import org.unroom.core.media.Container;
import org.unroom.core.media.Metadata;
import org.unroom.core.media.OutputFormat;
import org.unroom.core.media.RiffChunk;
import org.unroom.reverb.ir.ImpulseResponse;
import org.unroom.reverb.ir.IrLayout;

/**
 * What is known of an impulse response beside its samples: a JSON file of the same name beside it,
 * and, for true-stereo ones, the chunk that tells which channel is which path (iXML, {@code
 * IXML_RECORDING_METHOD}).
 *
 * @param layout of its channels
 * @param description for the JSON file, values that JSON has
 */
public record RoomNotes(Optional<IrLayout> layout, Map<String, Object> description) {
  private static final String TRUE_STEREO_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <BWFXML><IXML_VERSION>1.61</IXML_VERSION>\
      <STEINBERG><ATTR_LIST><ATTR><TYPE>string</TYPE><NAME>IXML_RECORDING_METHOD</NAME>\
      <VALUE>True Stereo</VALUE></ATTR></ATTR_LIST></STEINBERG>\
      <TRACK_LIST><TRACK_COUNT>4</TRACK_COUNT>%s</TRACK_LIST></BWFXML>
      """;
  private static final String TRACK_XML =
      "<TRACK><CHANNEL_INDEX>%d</CHANNEL_INDEX><INTERLEAVE_INDEX>%d</INTERLEAVE_INDEX>"
          + "<NAME>%s</NAME></TRACK>";
  private static final List<String> PATHS = List.of("LL", "LR", "RL", "RR");

  /** Keeps a copy in its order. */
  public RoomNotes {
    description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
  }

  /** Of a response. */
  static RoomNotes of(ImpulseResponse response, Map<String, Object> description) {
    return new RoomNotes(response.layout(), description);
  }

  /** Whether the four paths go into two files. */
  boolean pair() {
    return layout.map(l -> l == IrLayout.TRUE_STEREO_PAIR).orElse(false);
  }

  /** What the file carries. */
  Metadata metadata() {
    if (layout.map(l -> l != IrLayout.TRUE_STEREO).orElse(true)) {
      return Metadata.NONE;
    }
    StringBuilder tracks = new StringBuilder();
    for (int c = 0; c < PATHS.size(); c++) {
      tracks.append(TRACK_XML.formatted(c + 1, c + 1, PATHS.get(c)));
    }
    RiffChunk chunk =
        new RiffChunk("iXML", TRUE_STEREO_XML.formatted(tracks).getBytes(UTF_8), true);
    return new Metadata(Container.WAV, Map.of(), List.of(chunk), 0, 0);
  }

  /** The JSON file of an impulse response's file. */
  static Path besides(Path response) {
    String name = response.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return response.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".json");
  }

  /**
   * Writes the JSON file under its temporary name.
   *
   * @param fileGain by which the samples were turned down for their format
   */
  AtomicOutput write(Path response, OutputFormat format, double fileGain, boolean replace)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("file", response.getFileName().toString());
    all.put("sample_format", format.sampleFormat().label());
    all.put("file_gain_db", Decibels.ofAmplitude(fileGain));
    all.putAll(description);
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    AtomicOutput output = new AtomicOutput(besides(response), replace);
    try {
      Files.writeString(output.temporary(), mapper.writeValueAsString(all) + "\n", UTF_8);
      return output;
    } catch (IOException | RuntimeException e) {
      output.close();
      throw e;
    }
  }
}
