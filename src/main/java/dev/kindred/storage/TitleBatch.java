package dev.kindred.storage;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.storage.TitleWriter.Prepared;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Applies the writes of one commit: those that create a title together ([NewTitles]), the others
/// one by one ([TitleWriter]). Writes of one title keep their order. Used by the writer thread
/// only.
final class TitleBatch implements AutoCloseable {
  /// Below this, asking for all ids at once costs more than it saves.
  private static final int WORTH_IT = 20;

  private final TitleWriter oneByOne;
  private final NewTitles created;

  TitleBatch(Connection connection) throws SQLException {
    oneByOne = new TitleWriter(connection);
    created = new NewTitles(connection);
  }

  /// Outcomes in the order of the writes.
  ///
  /// @param now milliseconds since the epoch
  List<Outcome> apply(List<Prepared> writes, long now) throws SQLException {
    Outcome[] outcomes = new Outcome[writes.size()];
    boolean many = writes.size() >= WORTH_IT;
    Set<String> known = many ? created.known(writes) : Set.of();
    List<Integer> waiting = new ArrayList<>();
    Set<TitleId> waitingIds = new HashSet<>();
    for (int i = 0; i < outcomes.length; i++) {
      TitleWrite write = writes.get(i).write();
      if (many
          && write instanceof TitleWrite.Put(_, _, _, TitleId mergedInto, _, Long expected)
          && mergedInto == null
          && expected == null
          && !known.contains(write.id().value())) {
        waiting.add(i);
        waitingIds.add(write.id());
        known.add(write.id().value());
      } else {
        if (touches(write, waitingIds)) {
          create(waiting, writes, outcomes, now);
          waitingIds.clear();
        }
        outcomes[i] = oneByOne.apply(writes.get(i), now);
      }
    }
    create(waiting, writes, outcomes, now);
    return Arrays.asList(outcomes);
  }

  @Override
  public void close() throws SQLException {
    try (oneByOne) {
      created.close();
    }
  }

  private static boolean touches(TitleWrite write, Set<TitleId> ids) {
    TitleId other =
        switch (write) {
          case TitleWrite.Put put -> put.mergedInto();
          case TitleWrite.Link link -> link.of();
          case TitleWrite.Delete _, TitleWrite.SetProfile _ -> null;
        };
    return ids.contains(write.id()) || (other != null && ids.contains(other));
  }

  private void create(List<Integer> which, List<Prepared> writes, Outcome[] outcomes, long now)
      throws SQLException {
    if (which.isEmpty()) return;
    List<Outcome> made = created.create(which.stream().map(writes::get).toList(), now);
    for (int i = 0; i < made.size(); i++) outcomes[which.get(i)] = made.get(i);
    which.clear();
  }
}
