package dev.kindred.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that drive the real page of the real service, with the bundled catalogue, in the Chromium
/// that `-Dkindred.chromium` names. A test takes a [Visitor]; it fails when the browser had
/// anything to complain about.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(VisitorExtension.class)
@EnabledIfSystemProperty(named = InChromium.PROPERTY, matches = ".+")
@Timeout(60)
@interface InChromium {
  String PROPERTY = "kindred.chromium";
}
