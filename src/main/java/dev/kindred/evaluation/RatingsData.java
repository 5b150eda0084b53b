package dev.kindred.evaluation;

import dev.kindred.feedback.reader.Rating;
import dev.kindred.feedback.reader.RatingLine;
import dev.kindred.feedback.reader.RatingsFile;
import dev.kindred.feedback.reader.RatingsFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All ratings of a file, viewer by viewer in the order of the file, each viewer's oldest first
/// (those of one moment in the order of the file).
record RatingsData(RatingsFormat format, Map<String, List<Rating>> viewers, int ratings) {
  /// @throws IOException when the file cannot be read, naming the first bad line: figures must not
  ///   depend on what was passed over
  static RatingsData read(Path file, Optional<RatingsFormat> asked) throws IOException {
    Map<String, List<Rating>> viewers = new LinkedHashMap<>();
    int[] count = {0};
    List<RatingLine.BadLine> bad = new ArrayList<>();
    RatingsFormat format =
        RatingsFile.read(
            file,
            asked,
            line -> {
              switch (line) {
                case RatingLine.BadLine refused -> {
                  if (bad.isEmpty()) bad.add(refused);
                }
                case RatingLine.ReadRating(long _, Rating rating) -> {
                  viewers.computeIfAbsent(rating.user(), user -> new ArrayList<>()).add(rating);
                  count[0]++;
                }
              }
            });
    if (!bad.isEmpty()) {
      RatingLine.BadLine first = bad.getFirst();
      throw new IOException(
          file + " line " + first.line() + ": " + first.field() + " " + first.reason());
    }
    viewers.values().forEach(of -> of.sort(Comparator.comparing(Rating::time)));
    return new RatingsData(format, viewers, count[0]);
  }

  /// Ids in the order of rows: by number where all are numbers, else by text.
  static List<String> ordered(Collection<String> ids) {
    boolean numbers = ids.stream().allMatch(id -> id.matches("\\d{1,18}"));
    return ids.stream()
        .distinct()
        .sorted(numbers ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder())
        .toList();
  }
}
