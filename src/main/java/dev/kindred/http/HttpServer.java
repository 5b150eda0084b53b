package dev.kindred.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinLogger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server: every route behind its gate, on virtual threads. Started by its constructor,
/// stopped by [#close]. Thread-safe.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int HEADER_BYTES = 16 << 10;
  private static final int CONNECTIONS = 4_096;
  private static final int JETTY_THREADS = 16;

  /// What Jetty lets through in a path for the routes to judge. Ids hold any character, so `%2F`,
  /// `%25`, `%2E%2E` and `%5C` must arrive. That is safe because nothing here looks at the decoded
  /// path: routes match the address as it stands, access belongs to the route that matched, an id
  /// is decoded once and names only a row, and files are served by plain names without any `%`.
  /// Broken UTF-8 is refused by [Percent], which can say where.
  private static final UriCompliance PATHS =
      UriCompliance.RFC3986.with(
          "KINDRED",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
          UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
          UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
          UriCompliance.Violation.BAD_UTF8_ENCODING,
          UriCompliance.Violation.TRUNCATED_UTF8_ENCODING);

  private final HttpOptions options;
  private final Consumer<Server> more;
  private final Metrics metrics;
  private final SearchExecutor searches;
  private final Gate gate;
  private final Cors cors;
  private final List<Route> routes;
  private final Map<Pattern, Set<String>> methods = new LinkedHashMap<>();
  private final Javalin javalin;
  private final int port;

  /// Listens at once.
  ///
  /// @param cursorSecret signs the cursors of lists, 16 bytes or more; the same on every node
  /// @throws RuntimeException when the address is taken
  public HttpServer(HttpOptions options, Backend backend, byte[] cursorSecret) {
    this(options, backend, cursorSecret, _ -> {});
  }

  /// @param more what else the server gets before it starts, such as a connector without a socket
  HttpServer(HttpOptions options, Backend backend, byte[] cursorSecret, Consumer<Server> more) {
    this.options = options;
    this.more = more;
    this.gate = new Gate(backend.access(), backend.limiter(), options);
    this.metrics = new Metrics(backend.operating().gauges());
    this.searches =
        new SearchExecutor(
            options.searchThreads(),
            options.searchQueue(),
            options.requestTimeout(),
            metrics.registry());
    this.cors = new Cors(options.corsOrigins());
    this.routes = routes(backend, new SignedCursor(cursorSecret));
    this.javalin = Javalin.create(this::configure);
    try {
      startQuietly(javalin);
      this.port = javalin.port();
    } catch (RuntimeException e) {
      searches.close();
      metrics.close();
      throw e;
    }
  }

  /// A failure is thrown: it need not be printed as well.
  private static void startQuietly(Javalin javalin) {
    JavalinLogger.enabled = false;
    try {
      javalin.start();
    } finally {
      JavalinLogger.enabled = true;
    }
  }

  /// The port it listens on.
  public int port() {
    return port;
  }

  /// Every route, in the order they are matched.
  List<Route> routes() {
    return routes;
  }

  /// Stops accepting, lets accepted requests finish within [HttpOptions#drain], then closes.
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (RuntimeException e) {
      if (!(e.getCause() instanceof TimeoutException)) throw e;
      LOG.warn("requests still ran {} after the stop and were cut off", options.drain());
    } finally {
      searches.close();
      metrics.close();
    }
  }

  private List<Route> routes(Backend backend, SignedCursor cursors) {
    RequestBody bodies = new RequestBody(options.maxBodyBytes(), options.idle());
    List<Route> all = new ArrayList<>();
    all.addAll(new ImportRoutes(backend.titles().startImport()).routes());
    TitleRoutes titles = new TitleRoutes(backend.titles(), bodies, cursors);
    all.addAll(titles.routes());
    all.addAll(new MergeRoutes(backend.merging(), titles, bodies, cursors).routes());
    all.addAll(new SearchRoutes(backend.searching(), searches, bodies, metrics).routes());
    all.addAll(
        new EventRoutes(
                backend.recordEvents(), new RequestBody(EventRoutes.MAX_BYTES, options.idle()))
            .routes());
    all.addAll(new UserRoutes(backend.users(), bodies).routes());
    all.addAll(
        new RecommendationRoutes(backend.recommending(), searches, bodies, cursors, metrics)
            .routes());
    all.addAll(new JobRoutes(backend.jobs(), cursors).routes());
    all.addAll(new GenerationRoutes(backend.generations(), bodies).routes());
    all.addAll(new BackupRoutes(backend.backups(), bodies).routes());
    all.addAll(new ExportRoutes(backend.titles().store()).routes());
    all.addAll(new KeyRoutes(backend.access(), bodies).routes());
    all.addAll(new HealthRoutes(backend.operating(), metrics).routes());
    all.addAll(new SpecRoutes().routes());
    all.addAll(new PageRoutes(options.pageFolder()).routes());
    return List.copyOf(all);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.router.ignoreTrailingSlashes = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = compression();
    configureJetty(config);
    config.routes.before(this::begin);
    config.routes.after(metrics::ended);
    Problems.map(config.routes, this::methods);
    for (Route route : routes) register(config, route);
    methods.forEach((pattern, names) -> names.add("OPTIONS"));
  }

  private void register(JavalinConfig config, Route route) {
    io.javalin.http.Handler handler =
        ctx -> {
          Exchange.of(ctx).route = route;
          try {
            gate.admit(ctx, route);
            route.handler().handle(ctx);
          } catch (Error e) { // Javalin would answer it with an empty body
            Problems.write(ctx, Problems.failure(ctx, e));
          }
        };
    config.routes.addHttpHandler(route.method(), route.path(), handler);
    Set<String> known = methodsOf(config, route.path());
    known.add(route.method().name());
    if (route.method().equals(HandlerType.GET)) {
      config.routes.addHttpHandler(HandlerType.HEAD, route.path(), handler);
      known.add("HEAD");
    }
  }

  /// The methods of a path; at its first route the path also learns OPTIONS.
  private Set<String> methodsOf(JavalinConfig config, String path) {
    String segments = path.replaceAll("<[a-z]+>", ".+").replaceAll("\\{[a-z]+}", "[^/]+");
    for (Map.Entry<Pattern, Set<String>> known : methods.entrySet()) {
      if (known.getKey().pattern().equals(segments)) return known.getValue();
    }
    Set<String> names = new LinkedHashSet<>();
    methods.put(Pattern.compile(segments), names);
    config.routes.options(path, ctx -> cors.options(ctx, names));
    return names;
  }

  private Set<String> methods(Context ctx) {
    Set<String> found = new LinkedHashSet<>();
    String path = ctx.req().getRequestURI();
    methods.forEach((pattern, names) -> {
      if (pattern.matcher(path).matches()) found.addAll(names);
    });
    return found;
  }

  private void begin(Context ctx) {
    Exchange exchange = Exchange.begin(ctx);
    metrics.begun();
    SecurityHeaders.write(ctx::header);
    ctx.header(Exchange.REQUEST_ID, exchange.requestId);
    cors.mark(ctx);
    Percent.decode(ctx.req().getRequestURI(), "path");
    gate.checkHost(ctx);
  }

  private static CompressionStrategy compression() {
    CompressionStrategy gzip = new CompressionStrategy(null, new Gzip(5), null);
    List<String> excluded = new ArrayList<>(gzip.getExcludedMimeTypes());
    excluded.add("font/");
    gzip.setExcludedMimeTypes(excluded);
    return gzip;
  }

  private void configureJetty(JavalinConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(JETTY_THREADS);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 1).factory()));
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(this::configureServer);
    config.jetty.modifyHttpConfiguration(HttpServer::configureHttp);
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServletContextHandler(context -> {
      context.setErrorHandler(new JettyProblems());
      context.getServletHandler().setDecodeAmbiguousURIs(true);
    });
  }

  private void configureServer(Server server) {
    server.setStopTimeout(options.drain().toMillis());
    server.insertHandler(new GracefulHandler());
    server.setErrorHandler(new JettyProblems());
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    more.accept(server);
  }

  private Connector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.idle().toMillis());
    return connector;
  }

  static void configureHttp(HttpConfiguration http) {
    http.setUriCompliance(PATHS);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
  }
}
