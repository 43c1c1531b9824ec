package org.unroom.batch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 of files, and of what a page may run. */
final class FileHash {
  private static final int BLOCK = 1 << 16;

  private FileHash() {}

  /** In hexadecimal digits, as {@code sha256sum} prints it. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] block = new byte[BLOCK];
      while (in.read(block) >= 0) {
        // the digest reads along
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** As a Content-Security-Policy names a script or a style sheet. */
  static String source(String code) {
    byte[] hash = digest().digest(code.getBytes(UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
