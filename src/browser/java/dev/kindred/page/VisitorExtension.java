package dev.kindred.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test its own [Visitor]; see [InChromium].
final class VisitorExtension implements ParameterResolver, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(VisitorExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Visitor.class;
  }

  @Override
  public Visitor resolveParameter(ParameterContext parameter, ExtensionContext test) {
    RunningKindred kindred =
        test.getRoot()
            .getStore(SPACE)
            .computeIfAbsent(
                RunningKindred.class,
                type -> new RunningKindred(Path.of(System.getProperty(InChromium.PROPERTY, ""))),
                RunningKindred.class);
    return test.getStore(SPACE)
        .computeIfAbsent(Visitor.class, type -> new Visitor(kindred), Visitor.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    Visitor visitor = test.getStore(SPACE).get(Visitor.class, Visitor.class);
    if (visitor != null && test.getExecutionException().isEmpty())
      assertThat(visitor.takeComplaints()).as("complaints of the browser").isEmpty();
  }
}
