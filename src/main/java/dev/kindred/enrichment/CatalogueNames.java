package dev.kindred.enrichment;

import dev.kindred.catalogue.Title;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The names of all titles and people of a catalogue: what tells that a profile speaks of somebody
/// or something else. About 100 bytes a name. Filled by one thread, then read by any.
public final class CatalogueNames {
  private final Set<String> titles = new HashSet<>();
  private final Set<String> people = new HashSet<>();

  public void add(Title title) {
    titles.add(key(title.name()));
    if (title.originalName() != null) titles.add(key(title.originalName()));
    for (Title.Person person : title.people())
      if (person.name().indexOf(' ') > 0) people.add(key(person.name()));
  }

  boolean isTitle(String name) {
    return titles.contains(key(name));
  }

  boolean isPerson(String name) {
    return people.contains(key(name));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
