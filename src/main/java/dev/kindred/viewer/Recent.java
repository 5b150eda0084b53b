package dev.kindred.viewer;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventStore.Position;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.feedback.UserKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a viewer's history is made of: of the events that tell something the longest run of the
/// latest that is about `titles` titles at most, and [#MOST] events. So it follows from the same
/// run and from what arrived since alone, late events too: what lies before the run was not in it
/// and cannot come into it. Immutable.
///
/// @param upTo everything that arrived up to this seq is taken in
/// @param latest about the titles that they are about now, the latest first
/// @param end holds every event that is later than this
/// @param seen every title ever watched or rated
record Recent(
    UserKey user,
    TitleRedirects redirects,
    long upTo,
    List<Interaction> latest,
    Position end,
    Set<TitleKey> seen) {
  static final int MOST = 5_000;

  /// Events read at a time; divides [#MOST].
  private static final int CHUNK = 500;

  /// More arrived events than so many, of all viewers, take longer to look through than one
  /// viewer's take to read.
  private static final int MOST_ARRIVED = 10_000;

  private static final Comparator<Interaction> LATEST_FIRST =
      Comparator.comparing(Position::of, Comparator.reverseOrder());

  Recent {
    latest = List.copyOf(latest);
    seen = Set.copyOf(seen);
  }

  /// @param titles of which there are events at most
  static Recent read(EventStore events, UserKey user, TitleRedirects redirects, int titles) {
    long upTo = events.lastSeq(); // before the events, so that none is missed
    List<Interaction> latest = new ArrayList<>();
    Position end = EventStore.NEWEST;
    Set<TitleKey> found = new HashSet<>();
    boolean more = true;
    while (more) {
      List<Interaction> chunk = events.latest(user, end, CHUNK);
      for (Interaction one : chunk) {
        Interaction followed = redirects.follow(one);
        latest.add(followed);
        found.add(followed.title());
      }
      boolean all = chunk.size() < CHUNK;
      end = all ? EventStore.OLDEST : Position.of(chunk.getLast());
      more = !all && found.size() <= titles && latest.size() < MOST;
    }
    Set<TitleKey> seen = new HashSet<>();
    for (TitleKey key : events.seen(user)) seen.add(redirects.follow(key));
    return cut(new Recent(user, redirects, upTo, latest, end, seen), titles);
  }

  /// As read now, taking in what arrived since where that is less work.
  Recent renewed(EventStore events, UserKey now, TitleRedirects current, int titles) {
    long last = events.lastSeq();
    return now.equals(user) && current.equals(redirects) && last - upTo <= MOST_ARRIVED
        ? with(events.since(user, upTo), Math.max(upTo, last), titles)
        : read(events, now, current, titles);
  }

  private Recent with(List<Interaction> arrived, long last, int titles) {
    List<Interaction> all = new ArrayList<>(latest);
    Set<TitleKey> everSeen = new HashSet<>(seen);
    for (Interaction own : arrived) {
      Interaction one = redirects.follow(own);
      if (one.type().seen()) everSeen.add(one.title());
      if (Position.of(one).compareTo(end) <= 0) continue;
      int at = Collections.binarySearch(all, one, LATEST_FIRST);
      if (at < 0) all.add(-1 - at, one); // else it was read together with what arrived before
    }
    return cut(new Recent(user, redirects, last, all, end, everSeen), titles);
  }

  private static Recent cut(Recent all, int titles) {
    Set<TitleKey> found = new HashSet<>();
    for (int i = 0; i < all.latest.size(); i++) {
      Interaction one = all.latest.get(i);
      found.add(one.title());
      if (found.size() > titles || i == MOST)
        return new Recent(
            all.user,
            all.redirects,
            all.upTo,
            all.latest.subList(0, i),
            Position.of(one),
            all.seen);
    }
    return all;
  }
}
