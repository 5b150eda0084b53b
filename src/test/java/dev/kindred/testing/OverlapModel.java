package dev.kindred.testing;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/// The cross-encoder of `overlap.py`: scores how often the words of the query stand in the text.
/// Fails on the word "broken", and answers no number for "undefined".
public final class OverlapModel {
  public static final Path MODEL = file("overlap.onnx");
  public static final Path TOKENIZER = file("overlap-tokenizer.json");

  private OverlapModel() {}

  private static Path file(String name) {
    URL resource = Objects.requireNonNull(OverlapModel.class.getResource(name), name);
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
