package dev.kindred.testing;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.Eligible;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Generation;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexChange;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TasteVectors;
import dev.kindred.index.TextHits;
import dev.kindred.index.TextMatch;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.Total;
import dev.kindred.index.VectorField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Generations in memory, for tests. A restart is a new [Generations][dev.kindred.ingestion] over
/// the same home: opening a generation gives what was committed. Searches are by brute force and
/// know no filter. Hooks let a test fail or hold a write.
public final class MemoryIndexHome implements IndexHome {
  private final int schema;
  private final NavigableMap<String, Disk> disks = new TreeMap<>();
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final Map<String, String> damaged = new ConcurrentHashMap<>();
  private volatile Consumer<String> onVerify = _ -> {};
  private @Nullable Activation active;
  private int built;
  private volatile Consumer<List<IndexChange>> onApply = _ -> {};
  private volatile Runnable onFinish = () -> {};

  public MemoryIndexHome(int schema) {
    this.schema = schema;
  }

  public MemoryIndexHome() {
    this(1);
  }

  /// Called before changes are applied to any open index.
  public void onApply(Consumer<List<IndexChange>> hook) {
    onApply = hook;
  }

  /// Called before a bulk load is finished.
  public void onFinish(Runnable hook) {
    onFinish = hook;
  }

  /// Ids of the generations that are open.
  public Set<String> open() {
    return Set.copyOf(open);
  }

  /// What a crash would leave of a generation: its committed titles.
  public synchronized Map<TitleKey, IndexedTitle> committed(String id) {
    return Map.copyOf(disk(id).titles);
  }

  private static final class Disk {
    final Generation generation;
    Map<TitleKey, IndexedTitle> titles = Map.of();
    long seq;

    Disk(Generation generation) {
      this.generation = generation;
    }
  }

  @Override
  public int schema() {
    return schema;
  }

  @Override
  public synchronized List<Generation> generations() {
    return disks.values().stream().map(disk -> disk.generation).toList();
  }

  @Override
  public synchronized Optional<Generation> active() {
    return Optional.ofNullable(active).map(a -> disk(a.generationId()).generation);
  }

  @Override
  public synchronized Optional<Activation> activation() {
    return Optional.ofNullable(active);
  }

  @Override
  public void condemn(String generationId, String reason) {
    damaged.put(disk(generationId).generation.id(), reason);
  }

  @Override
  public Optional<String> damage(String generationId) {
    return Optional.ofNullable(damaged.get(generationId));
  }

  /// Called with the id of a generation that is read whole.
  public void onVerify(Consumer<String> hook) {
    onVerify = hook;
  }

  @Override
  public synchronized BulkLoad build(
      String embeddingModel,
      Map<String, String> modelRecipe,
      int dimensions,
      String language,
      @Nullable TasteModel taste) {
    String id = String.format(Locale.ROOT, "g%04d", ++built);
    Instant now = Instant.ofEpochSecond(built);
    return new Load(
        new Generation(id, schema, embeddingModel, modelRecipe, dimensions, language, taste, now));
  }

  @Override
  public Generation withTaste(TitleIndex from, TasteModel taste, TasteVectors vectors) {
    Generation before = from.generation();
    Map<TitleKey, IndexedTitle> titles = ((Index) from).visible;
    long seq = from.committedSeq();
    try (BulkLoad load =
        build(
            before.embeddingModel(),
            before.modelRecipe(),
            before.dimensions(),
            before.language(),
            taste)) {
      for (IndexedTitle title : titles.values()) {
        Map<VectorField, float[]> content = new EnumMap<>(VectorField.class);
        content.putAll(title.vectors());
        content.remove(VectorField.TASTE);
        IndexedTitle bare =
            new IndexedTitle(title.key(), title.title(), title.profile(), content, title.seq());
        load.add(
            vectors
                .of(title.key(), () -> bare)
                .map(vector -> bare.with(VectorField.TASTE, vector))
                .orElse(bare));
      }
      load.finish(seq);
      return load.generation();
    }
  }

  @Override
  public synchronized TitleIndex open(String generationId) {
    Disk disk = disk(generationId);
    if (!open.add(generationId))
      throw new IllegalStateException("generation " + generationId + " is open already");
    return new Index(disk);
  }

  @Override
  public synchronized void activate(Activation activation) {
    disk(activation.generationId());
    active = activation;
  }

  @Override
  public synchronized void delete(String generationId) {
    if ((active != null && generationId.equals(active.generationId()))
        || open.contains(generationId))
      throw new IllegalStateException("generation " + generationId + " is in use");
    disks.remove(generationId);
  }

  @Override
  public synchronized OptionalLong bytes(String generationId) {
    Disk disk = disks.get(generationId);
    return disk == null ? OptionalLong.empty() : OptionalLong.of(disk.titles.size());
  }

  private synchronized Disk disk(String id) {
    Disk disk = disks.get(id);
    if (disk == null) throw new IllegalArgumentException("no generation " + id);
    return disk;
  }

  private final class Load implements BulkLoad {
    private final Generation generation;
    private final Map<TitleKey, IndexedTitle> titles = new LinkedHashMap<>();

    Load(Generation generation) {
      this.generation = generation;
    }

    @Override
    public Generation generation() {
      return generation;
    }

    @Override
    public void add(IndexedTitle title) {
      titles.put(title.key(), title);
    }

    @Override
    public void finish(long seq) {
      onFinish.run();
      synchronized (MemoryIndexHome.this) {
        Disk disk = new Disk(generation);
        disk.titles = Map.copyOf(titles);
        disk.seq = seq;
        disks.put(generation.id(), disk);
      }
    }

    @Override
    public void close() {}
  }

  private final class Index implements TitleIndex {
    private final Disk disk;
    private final Map<TitleKey, IndexedTitle> pending;
    private volatile Map<TitleKey, IndexedTitle> visible;
    private volatile boolean closed;

    Index(Disk disk) {
      this.disk = disk;
      this.pending = new LinkedHashMap<>(disk.titles);
      this.visible = disk.titles;
    }

    @Override
    public Generation generation() {
      return disk.generation;
    }

    @Override
    public TitleSearcher acquire() {
      ensureOpen();
      return new Searcher(this, visible);
    }

    @Override
    public void apply(List<IndexChange> changes) {
      ensureOpen();
      onApply.accept(changes);
      for (IndexChange change : changes) {
        switch (change) {
          case IndexChange.Upsert upsert ->
              pending.merge(
                  upsert.title().key(),
                  upsert.title(),
                  (there, title) -> title.seq() < there.seq() ? there : title);
          case IndexChange.Remove remove -> pending.remove(remove.key());
        }
      }
    }

    @Override
    public void refresh() {
      ensureOpen();
      visible = Map.copyOf(pending);
    }

    @Override
    public void commit(long seq) {
      ensureOpen();
      synchronized (MemoryIndexHome.this) {
        disk.titles = Map.copyOf(pending);
        disk.seq = seq;
      }
    }

    @Override
    public long committedSeq() {
      synchronized (MemoryIndexHome.this) {
        return disk.seq;
      }
    }

    @Override
    public void warm() {}

    @Override
    public void verify() {
      ensureOpen();
      onVerify.accept(disk.generation.id());
    }

    @Override
    public long size() {
      return visible.size();
    }

    @Override
    public void close() {
      closed = true;
      open.remove(disk.generation.id());
    }

    private void ensureOpen() {
      if (closed) throw new IllegalStateException("generation " + generation().id() + " is closed");
    }
  }

  private static final class Searcher implements TitleSearcher {
    private final Index index;
    private final Map<TitleKey, IndexedTitle> titles;

    Searcher(Index index, Map<TitleKey, IndexedTitle> titles) {
      this.index = index;
      this.titles = titles;
    }

    @Override
    public Generation generation() {
      return index.generation();
    }

    @Override
    public TextHits text(String text, Filter filter, int depth) {
      index.ensureOpen();
      String wanted = text.toLowerCase(Locale.ROOT);
      List<Hit> hits =
          titles.values().stream()
              .filter(title -> title.title().name().toLowerCase(Locale.ROOT).contains(wanted))
              .map(title -> new Hit(title.key(), title.title().id(), 1))
              .sorted(Hit.ORDER)
              .toList();
      Total total = new Total(hits.size(), Total.Relation.EQ);
      return new TextHits(hits.stream().limit(depth).toList(), total, hits.isEmpty() ? 0 : 1);
    }

    @Override
    public double bestScore(String text, double floor) {
      return text(text, Filter.NONE, 1).hits().isEmpty() ? floor : Math.max(floor, 1);
    }

    @Override
    public List<Hit> nearest(
        VectorField field,
        float[] query,
        Eligible eligible,
        int depth,
        Collection<TitleKey> seeds) {
      return nearestExactly(field, query, eligible.filter(), titles.size()).stream()
          .filter(hit -> !eligible.without().contains(hit.key()))
          .limit(depth)
          .toList();
    }

    @Override
    public List<Hit> nearestExactly(VectorField field, float[] query, Filter filter, int depth) {
      index.ensureOpen();
      List<Hit> hits = new ArrayList<>();
      for (IndexedTitle title : titles.values()) {
        float[] vector = title.vectors().get(field);
        if (vector == null) continue;
        double dot = 0;
        for (int i = 0; i < vector.length; i++) dot += (double) vector[i] * query[i];
        hits.add(new Hit(title.key(), title.title().id(), dot));
      }
      return hits.stream().sorted(Hit.ORDER).limit(depth).toList();
    }

    @Override
    public List<Hit> browse(Eligible eligible, int depth) {
      index.ensureOpen();
      return titles.values().stream()
          .filter(title -> !eligible.without().contains(title.key()))
          .map(title -> {
            Double popularity = title.title().popularity();
            return new Hit(title.key(), title.title().id(), popularity == null ? 0 : popularity);
          })
          .sorted(Hit.ORDER)
          .limit(depth)
          .toList();
    }

    @Override
    public Map<TitleKey, TitleFacts> facts(Collection<TitleKey> keys) {
      return Map.of();
    }

    @Override
    public Map<TitleKey, TextMatch> matches(String text, Collection<TitleKey> keys) {
      return Map.of();
    }

    @Override
    public Map<TitleKey, double[]> cosines(
        VectorField field, List<float[]> to, Collection<TitleKey> keys) {
      return Map.of();
    }

    @Override
    public Set<TitleKey> passing(Filter filter, Collection<TitleKey> keys) {
      return ids(keys).keySet();
    }

    @Override
    public Map<TitleKey, TitleId> ids(Collection<TitleKey> keys) {
      Map<TitleKey, TitleId> ids = new LinkedHashMap<>();
      for (TitleKey key : keys) {
        IndexedTitle title = titles.get(key);
        if (title != null) ids.put(key, title.title().id());
      }
      return ids;
    }

    @Override
    public long count(Filter filter) {
      return titles.size();
    }

    @Override
    public boolean anyPasses(Filter filter) {
      return !titles.isEmpty();
    }

    @Override
    public FacetCounts facets(
        List<FilterField> fields,
        String text,
        Filter filter,
        Collection<TitleKey> candidates,
        int limit) {
      return new FacetCounts(Map.of(), titles.size());
    }

    @Override
    public List<Suggestion> named(String name) {
      return List.of();
    }

    @Override
    public List<Suggestion> suggest(String typed, int limit, double least) {
      return List.of();
    }

    @Override
    public List<Suggestion> complete(String typed, int limit) {
      return List.of();
    }

    @Override
    public boolean beginsName(String words) {
      return true;
    }

    @Override
    public Optional<TitleKey> key(TitleId id) {
      return titles.values().stream()
          .filter(title -> title.title().id().equals(id))
          .map(IndexedTitle::key)
          .findFirst();
    }

    @Override
    public Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) {
      index.ensureOpen();
      Map<TitleKey, TitleDocument> documents = new LinkedHashMap<>();
      for (TitleKey key : keys) {
        IndexedTitle title = titles.get(key);
        if (title != null)
          documents.put(key, new TitleDocument(key, title.title(), title.profile()));
      }
      return documents;
    }

    @Override
    public Map<TitleKey, float[]> vectors(VectorField field, Collection<TitleKey> keys) {
      index.ensureOpen();
      Map<TitleKey, float[]> vectors = new LinkedHashMap<>();
      for (TitleKey key : keys) {
        IndexedTitle title = titles.get(key);
        float[] vector = title == null ? null : title.vectors().get(field);
        if (vector != null) vectors.put(key, vector);
      }
      return vectors;
    }

    @Override
    public Map<TitleKey, Map<String, List<String>>> highlights(
        String text, Collection<TitleDocument> documents) {
      return Map.of();
    }

    @Override
    public void close() {}
  }
}
