package dev.kindred.http;

import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventJson;
import dev.kindred.feedback.UserId;
import dev.kindred.json.Faults;
import dev.kindred.json.JsonFields;
import dev.kindred.viewer.Asker;
import org.jspecify.annotations.Nullable;

/// A request, and whom it is for: `userId` and `context` of a body, `userId` and `region` of an
/// address.
record Asked<T>(T request, Asker asker) {
  static Asker asker(JsonFields in, Faults faults) {
    UserId user = user(in, faults);
    Event.Context context = EventJson.context(in.object("context"));
    return new Asker(user, context == null ? null : context.region());
  }

  static Asker asker(Query in) {
    return new Asker(user(in), in.region("region"));
  }

  static @Nullable UserId user(JsonFields in, Faults faults) {
    return user(in.text("userId", TitleId.MAX_BYTES), in.pointer("userId"), faults);
  }

  static @Nullable UserId user(Query in) {
    return user(in.text("userId", TitleId.MAX_BYTES), "?userId", in.faults());
  }

  private static @Nullable UserId user(@Nullable String id, String pointer, Faults faults) {
    if (id == null) return null;
    String fault = TitleId.fault(id);
    if (fault == null) return new UserId(id);
    faults.malformed(pointer, "invalidId", fault);
    return null;
  }
}
