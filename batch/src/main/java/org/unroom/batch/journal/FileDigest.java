package org.unroom.batch.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a file is known again: its length and the SHA-256 of its bytes (FIPS 180-4).
 *
 * @param path how the journal calls it
 * @param bytes its length
 * @param sha256 64 hexadecimal digits
 */
public record FileDigest(String path, long bytes, String sha256) {
  private static final int BLOCK = 1 << 16;

  /** Reads all of {@code file}. */
  public static FileDigest of(Path file, String calledAs) throws IOException {
    MessageDigest digest = newDigest();
    long bytes = 0;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        bytes += n;
      }
    }
    return new FileDigest(calledAs, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits. */
  public static String ofText(String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(newDigest().digest(bytes));
  }

  /** Whether {@code file} holds these bytes; a file that cannot be read does not. */
  public boolean matches(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.size(file) == bytes
          && of(file, path).sha256().equals(sha256);
    } catch (IOException e) {
      return false;
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
