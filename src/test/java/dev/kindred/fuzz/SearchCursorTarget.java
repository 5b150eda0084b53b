package dev.kindred.fuzz;

import dev.kindred.catalogue.Filter;
import dev.kindred.search.CursorException;
import dev.kindred.search.Search;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A cursor of a search: as it comes, and with a signature and the request's own hash, as one from
/// another index or a later version would be.
final class SearchCursorTarget implements FuzzTarget {
  private static final int HEAD = 9;
  private static final int SIGNATURE = 16;
  private final Search search = SmallIndex.search();
  private final byte[] head;

  SearchCursorTarget() {
    String next = ask(null).nextCursor();
    if (next == null) throw new IllegalStateException("one page only");
    head = Arrays.copyOf(Base64.getUrlDecoder().decode(next), HEAD);
  }

  @Override
  public void take(byte[] input) throws GeneralSecurityException {
    refusedOrAnswered(new String(input, StandardCharsets.UTF_8));
    byte[] payload = ByteBuffer.allocate(HEAD + input.length).put(head).put(input).array();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SmallIndex.SECRET, "HmacSHA256"));
    byte[] signature = Arrays.copyOf(mac.doFinal(payload), SIGNATURE);
    byte[] whole =
        ByteBuffer.allocate(payload.length + SIGNATURE).put(payload).put(signature).array();
    refusedOrAnswered(Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
  }

  private void refusedOrAnswered(String cursor) {
    try {
      ask(cursor);
    } catch (CursorException e) {
      return;
    }
  }

  private SearchAnswer ask(@Nullable String cursor) {
    return search.search(
        new SearchRequest(
            "river ghost",
            5,
            cursor,
            SearchRequest.Mode.AUTO,
            Filter.NONE,
            List.of(),
            null,
            List.of(),
            0,
            SearchRequest.Highlighting.OFF,
            SearchRequest.Explaining.NONE));
  }
}
