package dev.kindred.model;

import dev.kindred.disk.NewFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The trained models on disk, a file a set, and which one is live: the first line of the file
/// `live`, under it those that were live before, the latest first, for roll-back. A file is there
/// whole or not at all, and so is the list. One process writes at a time; any number read.
public final class ModelFolder {
  private static final String ENDING = ".model";
  private static final String LIVE = "live";

  /// Sets that were live and are kept to go back to.
  private static final int KEPT = 3;

  private final Path folder;

  public ModelFolder(Path folder) {
    this.folder = folder;
  }

  /// What can be served.
  ///
  /// @param damage what kept later sets from being served, the latest first; empty when all is well
  public record Live(ModelSet set, List<String> damage) {
    public Live {
      damage = List.copyOf(damage);
    }
  }

  /// The live set, or the last one that was live before it and is whole; empty when there is none.
  public Optional<Live> live() throws IOException {
    List<String> damage = new ArrayList<>();
    for (String id : lives()) {
      try {
        return Optional.of(new Live(read(id), damage));
      } catch (DamagedModelException e) {
        damage.add(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /// Ids of the set that is live and those that were before, the latest first.
  public List<String> lives() throws IOException {
    Path list = folder.resolve(LIVE);
    if (!Files.exists(list)) return List.of();
    return Files.readAllLines(list).stream().filter(line -> !line.isBlank()).toList();
  }

  /// @throws DamagedModelException when there is no whole set of this id
  public ModelSet read(String id) throws IOException {
    Path file = file(id);
    if (!Files.exists(file)) throw new DamagedModelException(file + " is not there");
    return ModelFile.read(file);
  }

  /// An id that no set has had yet, greater than all before.
  public String nextId() throws IOException {
    int most = 0;
    for (String id : lives()) most = Math.max(most, Integer.parseInt(id));
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = String.valueOf(file.getFileName());
          if (name.matches("[0-9]{6}\\" + ENDING + ".*"))
            most = Math.max(most, Integer.parseInt(name.substring(0, 6)));
        }
      }
    }
    return "%06d".formatted(most + 1);
  }

  /// Brings a set to disk without making it live.
  public void write(ModelSet set) throws IOException {
    Files.createDirectories(folder);
    NewFile.write(file(set.id()), NewFile.Access.AS_USUAL, out -> ModelFile.write(set, out));
  }

  /// Makes a set on disk the live one, and deletes those that nobody will go back to.
  ///
  /// @throws DamagedModelException when it is not whole
  public void activate(String id) throws IOException {
    read(id);
    List<String> lives = new ArrayList<>(lives());
    lives.remove(id);
    lives.addFirst(id);
    list(lives.subList(0, Math.min(lives.size(), KEPT + 1)));
    prune();
  }

  /// The same, and forgets those that were live before: there is no way back to them.
  ///
  /// @throws DamagedModelException when it is not whole
  public void activateAlone(String id) throws IOException {
    read(id);
    list(List.of(id));
  }

  /// Makes the set live that was before the live one; that one is forgotten, its file stays.
  ///
  /// @return its id
  /// @throws IOException when there is none to go back to
  public String rollBack() throws IOException {
    List<String> lives = lives();
    if (lives.size() < 2) throw new IOException("no models were live before these");
    read(lives.get(1));
    list(lives.subList(1, lives.size()));
    return lives.get(1);
  }

  private void list(List<String> lives) throws IOException {
    NewFile.write(
        folder.resolve(LIVE),
        NewFile.Access.AS_USUAL,
        out -> out.write((String.join("\n", lives) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /// Deletes the sets older than all that may be live again.
  private void prune() throws IOException {
    List<String> lives = lives();
    if (lives.size() <= KEPT) return;
    String oldest = lives.stream().min(String::compareTo).orElseThrow();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(ENDING) && name.compareTo(oldest) < 0) Files.deleteIfExists(file);
      }
    }
  }

  private Path file(String id) {
    return folder.resolve(id + ENDING);
  }
}
