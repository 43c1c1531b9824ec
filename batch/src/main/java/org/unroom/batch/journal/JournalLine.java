package org.unroom.batch.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record as a line of the journal: the CRC-32C (RFC 3720, appendix B.4) of the JSON's bytes as
 * eight hexadecimal digits, a space, the JSON, a line feed. JSON escapes line feeds, so a line feed
 * is always an end.
 */
public final class JournalLine {
  private static final int DIGITS = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectWriter WRITER = JSON.writerFor(JournalEntry.class);
  private static final ObjectReader READER = JSON.readerFor(JournalEntry.class);

  private JournalLine() {}

  /** The line's bytes, the line feed included. */
  static byte[] of(JournalEntry entry) {
    try {
      byte[] json = WRITER.writeValueAsBytes(entry);
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.writeBytes(checksum(json, 0, json.length));
      line.write(' ');
      line.writeBytes(json);
      line.write('\n');
      return line.toByteArray();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("%s has no form in JSON".formatted(entry), e);
    }
  }

  /** The line as text, the line feed excluded. */
  public static String textOf(JournalEntry entry) {
    return new String(of(entry), UTF_8).stripTrailing();
  }

  /** The record in a line's text; empty where it is damaged, or no line at all. */
  public static Optional<JournalEntry> parse(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /** The record in {@code bytes[from, to)}, the line feed excluded; empty where it is damaged. */
  static Optional<JournalEntry> parse(byte[] bytes, int from, int to) {
    int json = from + DIGITS + 1;
    if (json >= to
        || bytes[json - 1] != ' '
        || !Arrays.equals(checksum(bytes, json, to), Arrays.copyOfRange(bytes, from, json - 1))) {
      return Optional.empty();
    }
    try {
      return Optional.of(READER.<JournalEntry>readValue(bytes, json, to - json));
    } catch (IOException | RuntimeException e) {
      // the checksum holds, so another version of Unroom wrote something that this one cannot read
      return Optional.empty();
    }
  }

  private static byte[] checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return "%08x".formatted(crc.getValue()).getBytes(US_ASCII);
  }
}
