package dev.kindred.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file of the class path as it is served, with an entity tag of its content.
final class ClassPathFile {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  /// Segments of harmless characters, none of which begins with a dot, and an ending: so nothing
  /// encoded, no `..`, no folder.
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\\.([a-z0-9]+)");

  private static final Map<String, ClassPathFile> CACHE = new ConcurrentHashMap<>();
  private final byte[] content;
  private final String type;
  private final String tag;

  /// Takes the content over; it is not copied.
  ClassPathFile(byte[] content, String type) {
    this.content = content;
    this.type = type;
    this.tag = tag(content);
  }

  /// The file `path` below the class path folder, or empty when it is not there, not of a type that
  /// is served, or not plainly named.
  static Optional<ClassPathFile> find(String folder, String path) {
    Matcher name = SAFE.matcher(path);
    String type = name.matches() ? TYPES.get(name.group(2)) : null;
    if (type == null) return Optional.empty();
    return Optional.ofNullable(CACHE.computeIfAbsent(folder + "/" + path, p -> read(p, type)));
  }

  void write(Context ctx, String cacheControl, String contentSecurityPolicy) {
    ctx.header("Cache-Control", cacheControl);
    ctx.header("Content-Security-Policy", contentSecurityPolicy);
    ctx.header("ETag", tag);
    if (EntityTags.matches(ctx.header("If-None-Match"), tag)) ctx.status(304);
    else ctx.contentType(type).result(content);
  }

  private static @Nullable ClassPathFile read(String path, String type) {
    try (InputStream in = ClassPathFile.class.getResourceAsStream("/" + path)) {
      if (in == null) return null;
      return new ClassPathFile(in.readAllBytes(), type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " from the class path", e);
    }
  }

  /// Weak, because the same content is also sent compressed.
  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
