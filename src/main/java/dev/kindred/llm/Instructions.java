package dev.kindred.llm;

import dev.kindred.json.Json;
import dev.kindred.json.JsonSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a model is told to do, and the schema of its replies: two files, `NAME.md` and
/// `NAME.schema.json`.
///
/// @param hash of both: another text is another version
public record Instructions(String name, String text, JsonSchema schema, String hash) {

  /// @throws UncheckedIOException when a file cannot be read
  /// @throws IllegalArgumentException when the schema is not one
  public static Instructions read(Path folder, String name) {
    try {
      String text = Files.readString(folder.resolve(name + ".md"));
      String schema = Files.readString(folder.resolve(name + ".schema.json"));
      return new Instructions(name, text, JsonSchema.of(Json.parse(schema)), hash(text, schema));
    } catch (IOException e) {
      throw new UncheckedIOException("the prompt " + name + " cannot be read", e);
    }
  }

  /// The text with `{{name}}` replaced.
  public String with(String name, String value) {
    return text.replace("{{" + name + "}}", value);
  }

  /// The first 128 bits of the SHA-256 of the parts, in hexadecimal; where one ends and the next
  /// begins counts.
  public static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
