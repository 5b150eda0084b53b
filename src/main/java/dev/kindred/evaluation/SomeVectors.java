package dev.kindred.evaluation;

import dev.kindred.index.VectorField;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Vectorizer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Vectors for some titles only: the others cost nothing.
record SomeVectors(Vectorizer all, Set<String> ids) implements Vectorizer {
  @Override
  public String modelId() {
    return all.modelId();
  }

  @Override
  public int dimensions() {
    return all.dimensions();
  }

  @Override
  public List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> titles) {
    List<ProfiledTitle> some = titles.stream().filter(this::wanted).toList();
    Iterator<Map<VectorField, float[]>> made =
        some.isEmpty()
            ? List.<Map<VectorField, float[]>>of().iterator()
            : all.vectors(some).iterator();
    return titles.stream()
        .map(title -> wanted(title) ? made.next() : Map.<VectorField, float[]>of())
        .toList();
  }

  private boolean wanted(ProfiledTitle title) {
    return ids.contains(title.title().id().value());
  }
}
