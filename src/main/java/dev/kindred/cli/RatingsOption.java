package dev.kindred.cli;

import dev.kindred.feedback.reader.RatingsFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `--ratings` and `--format`.
final class RatingsOption {
  @Option(
      names = "--ratings",
      paramLabel = "FILE",
      required = true,
      description = "Ratings of MovieLens or CSV with user, title, rating, timestamp; gzip or not.")
  private Path ratings = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      converter = Converter.class,
      description = "auto, ml-1m, ml-100k, ml-latest or csv; default: ${DEFAULT-VALUE}.")
  private Format format = new Format(Optional.empty());

  Path file() {
    return ratings;
  }

  /// Empty when it is to be told from the file.
  Optional<RatingsFormat> format() {
    return format.named();
  }

  record Format(Optional<RatingsFormat> named) {}

  /// By the label of a format.
  static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      Optional<RatingsFormat> named =
          Arrays.stream(RatingsFormat.values())
              .filter(format -> format.label().equals(text))
              .findFirst();
      if (named.isEmpty() && !text.equals("auto"))
        throw new TypeConversionException(
            "expected auto, "
                + Arrays.stream(RatingsFormat.values())
                    .map(RatingsFormat::label)
                    .collect(Collectors.joining(", "))
                + ", got "
                + text);
      return new Format(named);
    }
  }
}
