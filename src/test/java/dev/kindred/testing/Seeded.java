package dev.kindred.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Hands a test a `java.util.Random` whose seed is new in every run, printed when the test fails,
/// and replayed with `-Dkindred.seed=<seed>`.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SeededRandomExtension.class)
public @interface Seeded {}
