package dev.kindred.ranking;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which cross-encoder reads the first hits again, and how long it may.
///
/// @param model ONNX file; null for none
/// @param tokenizer its Hugging Face `tokenizer.json`; null for none
/// @param top hits that are read, 2..200
/// @param budget time after which no further hit is begun, 1 ms..10 s
/// @param weight of its scores against those it found, 0 (it changes nothing) to 1 (it alone
///   orders)
public record CrossEncoderOptions(
    @Nullable Path model, @Nullable Path tokenizer, int top, Duration budget, double weight) {
  /// No cross-encoder.
  public static final CrossEncoderOptions DEFAULT =
      new CrossEncoderOptions(null, null, 50, Duration.ofMillis(200), 0.5);

  public CrossEncoderOptions {
    if ((model == null) != (tokenizer == null))
      throw new IllegalArgumentException("model and tokenizer go together");
    if (top < 2 || top > 200) throw new IllegalArgumentException("top must be 2..200, got " + top);
    if (budget.compareTo(Duration.ofMillis(1)) < 0 || budget.compareTo(Duration.ofSeconds(10)) > 0)
      throw new IllegalArgumentException(
          "budget must be 1ms..10s, got " + budget.toMillis() + "ms");
    if (!(weight >= 0 && weight <= 1))
      throw new IllegalArgumentException("weight must be 0..1, got " + weight);
  }
}
