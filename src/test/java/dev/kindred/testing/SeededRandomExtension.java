package dev.kindred.testing;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Gives each test its own seeded `Random`; see [Seeded].
final class SeededRandomExtension implements ParameterResolver, TestExecutionExceptionHandler {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(SeededRandomExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Random.class;
  }

  @Override
  public Random resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Long fixed = Long.getLong("kindred.seed");
    long seed = fixed != null ? fixed : ThreadLocalRandom.current().nextLong();
    test.getStore(SPACE).put("seed", seed);
    return new Random(seed);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable failure)
      throws Throwable {
    Object seed = test.getStore(SPACE).get("seed");
    if (seed != null) {
      failure.addSuppressed(new AssertionError("replay this test with -Dkindred.seed=" + seed));
    }
    throw failure;
  }
}
