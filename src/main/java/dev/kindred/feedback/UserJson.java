package dev.kindred.feedback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.User.Blocked;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JSON form of a user: the same in the API and in the store. Absent fields are left out.
/// Reading is strict: every fault is recorded with its pointer.
public final class UserJson {
  private static final Pattern REGION = Pattern.compile("[A-Z]{2}");
  private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  private static final int MAX_BLOCKED = 10_000;
  private static final int MAX_NAME = 1_000;
  private static final int EARLIEST_BIRTH = 1900;

  private UserJson() {}

  /// Reads all but the id, which the caller knows; one in the document must be the same.
  public static User read(JsonFields in, UserId id) {
    String own = in.text("id", TitleId.MAX_BYTES);
    if (own != null && !own.equals(id.value())) {
      in.faults()
          .inconsistent(in.pointer("id"), "otherId", "must be \"" + id + "\", as in the path");
    }
    User user =
        new User(
            id,
            locale(in),
            region(in),
            in.integer("birthYear", EARLIEST_BIRTH, Year.now(ZoneOffset.UTC).getValue()),
            in.text("gender", 50),
            in.integer("maxAge", 0, User.MAX_AGE),
            blocked(in.object("blocked")));
    in.end();
    return user;
  }

  public static ObjectNode write(User user) {
    ObjectNode out = Json.object().put("id", user.id().value());
    if (user.locale() != null) out.put("locale", user.locale());
    if (user.region() != null) out.put("region", user.region());
    if (user.birthYear() != null) out.put("birthYear", user.birthYear());
    if (user.gender() != null) out.put("gender", user.gender());
    if (user.maxAge() != null) out.put("maxAge", user.maxAge());
    Blocked blocked = user.blocked();
    if (!blocked.equals(Blocked.NOTHING)) {
      ObjectNode inner = out.putObject("blocked");
      put(inner, "titles", blocked.titles());
      put(inner, "people", blocked.people());
      put(inner, "genres", blocked.genres());
    }
    return out;
  }

  static @Nullable String region(JsonFields in) {
    return matching(in, "region", REGION, "an ISO 3166-1 alpha-2 code such as GB");
  }

  static @Nullable String locale(JsonFields in) {
    return matching(in, "locale", LOCALE, "a BCP 47 tag such as en or pt-BR");
  }

  private static @Nullable String matching(
      JsonFields in, String name, Pattern form, String expected) {
    String text = in.text(name, 64);
    if (text == null || form.matcher(text).matches()) return text;
    in.faults()
        .malformed(
            in.pointer(name), "invalidFormat", "must be " + expected + ", got \"" + text + "\"");
    return null;
  }

  private static Blocked blocked(@Nullable JsonFields in) {
    if (in == null) return Blocked.NOTHING;
    Blocked blocked =
        new Blocked(
            in.texts("titles", MAX_BLOCKED, TitleId.MAX_BYTES),
            in.texts("people", MAX_BLOCKED, MAX_NAME),
            in.texts("genres", MAX_BLOCKED, MAX_NAME));
    in.end();
    for (int i = 0; i < blocked.titles().size(); i++) {
      String fault = TitleId.fault(blocked.titles().get(i));
      if (fault != null) in.faults().malformed(in.pointer("titles") + "/" + i, "invalidId", fault);
    }
    return blocked;
  }

  private static void put(ObjectNode out, String name, List<String> values) {
    if (!values.isEmpty()) out.set(name, Json.strings(values));
  }
}
