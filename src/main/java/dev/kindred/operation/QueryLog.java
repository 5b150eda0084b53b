package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.disk.NewFile;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.search.SearchRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last distinct searches, to compare a new generation by and to warm a searcher with: texts,
/// filters, and vectors where they are at hand; never who asked, nor when. In memory, and in one
/// file that is replaced at most every 30 s, so a crash forgets a little. Recording costs a search
/// some microseconds. Thread-safe.
public final class QueryLog implements AutoCloseable {
  private static final Duration SAVE_EVERY = Duration.ofSeconds(30);

  /// Longer filters are not recorded: a thousand of them are too much to keep.
  private static final int MAX_FILTER = 4_000;

  private static final int MAX_VECTOR = 100_000;
  private static final Logger LOG = LoggerFactory.getLogger(QueryLog.class);

  private final Path file;
  private final int size;
  private final Map<String, RecordedQuery> queries = new LinkedHashMap<>();
  private final Thread saver;
  private volatile Function<String, Optional<RecordedQuery.Vector>> vectors = _ -> Optional.empty();
  private boolean changed;
  private boolean closed;

  /// Reads what was recorded before; a line that cannot be read is forgotten.
  ///
  /// @param size most queries kept, 0 to record none and delete what was recorded
  public QueryLog(Path file, int size) {
    this.file = file;
    this.size = size;
    this.saver = Thread.ofPlatform().daemon().name("query-log").unstarted(this::saveNowAndThen);
    try {
      if (size == 0) Files.deleteIfExists(file);
      else if (Files.exists(file)) load();
    } catch (IOException e) {
      LOG.warn("the recorded queries in {} cannot be read", file, e);
    }
    saver.start();
  }

  /// Where the vector of a text may be found without embedding it.
  public void takeVectorsFrom(Function<String, Optional<RecordedQuery.Vector>> cache) {
    vectors = cache;
  }

  /// Remembers a search that was answered; one that only browses, or asks for a later page, is not
  /// of interest.
  public void record(SearchRequest request) {
    if (size == 0 || request.cursor() != null || request.query().isBlank()) return;
    RecordedQuery query = RecordedQuery.of(request);
    if (query.filterText().length() > MAX_FILTER) return;
    add(query);
  }

  /// The latest first.
  public synchronized List<RecordedQuery> latest(int limit) {
    List<RecordedQuery> all = new ArrayList<>(queries.values());
    return all.reversed().stream().limit(limit).toList();
  }

  /// Writes the file when something was recorded since it was written.
  public void save() {
    List<RecordedQuery> all;
    synchronized (this) {
      if (!changed) return;
      changed = false;
      queries.replaceAll((_, query) -> query.with(vectors.apply(query.text()).orElse(null)));
      all = List.copyOf(queries.values());
    }
    StringBuilder lines = new StringBuilder();
    for (RecordedQuery query : all) lines.append(Json.write(json(query))).append('\n');
    try {
      byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
      NewFile.write(file, NewFile.Access.OWNER, out -> out.write(bytes));
    } catch (IOException | StoreFullException e) {
      LOG.warn("the recorded queries could not be saved", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    save();
  }

  private synchronized void add(RecordedQuery query) {
    @Nullable RecordedQuery before = queries.remove(query.key()); // to the end of the line
    queries.put(query.key(), query.with(before == null ? query.vector() : before.vector()));
    while (queries.size() > size) queries.remove(queries.keySet().iterator().next());
    changed = true;
  }

  private void saveNowAndThen() {
    while (true) {
      synchronized (this) {
        try {
          if (!closed) wait(SAVE_EVERY.toMillis());
        } catch (InterruptedException e) {
          return;
        }
        if (closed) return;
      }
      save();
    }
  }

  private void load() throws IOException {
    int lost = 0;
    for (String line : Files.readAllLines(file)) {
      try {
        add(read(line));
      } catch (InvalidJsonException | IllegalArgumentException e) {
        lost++;
      }
    }
    changed = false;
    if (lost > 0) LOG.warn("{} recorded queries in {} cannot be read", lost, file);
  }

  private static ObjectNode json(RecordedQuery query) {
    ObjectNode out = Json.object();
    out.put("query", query.text());
    if (!query.filterText().isEmpty()) out.set("filter", FilterJson.write(query.filter()));
    out.put("mode", Json.name(query.mode()));
    RecordedQuery.Vector vector = query.vector();
    if (vector != null) out.put("model", vector.model()).put("vector", write(vector.values()));
    return out;
  }

  private static RecordedQuery read(String line) {
    Faults faults = new Faults();
    var tree = Json.parse(line);
    JsonFields in = JsonFields.of(tree, "", faults);
    String text = in.requiredText("query", SearchRequest.MAX_QUERY);
    Filter filter =
        tree.has("filter") ? FilterJson.read(tree.get("filter"), "/filter", faults) : Filter.NONE;
    SearchRequest.Mode mode = in.choice("mode", SearchRequest.Mode.class);
    String model = in.text("model", MAX_VECTOR);
    String vector = in.text("vector", MAX_VECTOR);
    faults.throwIfAny();
    return new RecordedQuery(
        text,
        filter,
        mode == null ? SearchRequest.Mode.AUTO : mode,
        model == null || vector == null ? null : new RecordedQuery.Vector(model, values(vector)));
  }

  /// Little-endian float32 in base 64.
  private static String write(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float[] values(String text) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
