package dev.kindred.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a body of any size as it is made. When it cannot be finished the connection breaks, so
/// that nobody takes a part for the whole.
final class Download {
  private static final Logger LOG = LoggerFactory.getLogger(Download.class);

  private static final int BUFFER = 1 << 16;
  private static final String DISPOSITION = "Content-Disposition";

  private Download() {}

  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws IOException;
  }

  /// @param name under which a browser saves it; harmless in a header
  static void send(Context ctx, String name, String type, Body body) {
    ctx.status(200).contentType(type);
    ctx.header(DISPOSITION, "attachment; filename=\"" + name + "\"");
    if (ctx.method().equals(HandlerType.HEAD)) return;
    try {
      // Whether to compress is told by the size of the first write.
      OutputStream out = new BufferedOutputStream(ctx.outputStream(), BUFFER);
      body.write(out);
      out.flush();
    } catch (IOException | RuntimeException e) {
      if (e instanceof RuntimeException failure && !ctx.res().isCommitted()) {
        ctx.res().setHeader(DISPOSITION, null);
        throw failure;
      }
      if (e instanceof EofException) LOG.debug("the caller went away", e);
      else LOG.error("request {}: broke off", Exchange.of(ctx).requestId, e);
      ServletContextRequest.getServletContextRequest(ctx.req()).getServletChannel().abort(e);
    }
  }
}
