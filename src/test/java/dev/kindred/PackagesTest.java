package dev.kindred;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the package table of `src/README.md`: who may use whom. Changing one changes the other.
final class PackagesTest {
  private static final String EVERYTHING = "*";

  /// package → the packages it may use, besides itself and its own sub-packages.
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("json", "");
    TABLE.put("language", "");
    TABLE.put("access", "json");
    TABLE.put("catalogue", "json");
    TABLE.put("disk", "catalogue");
    TABLE.put("feedback", "catalogue json");
    TABLE.put("measure", "");
    TABLE.put("model", "disk catalogue json");
    TABLE.put("training", "model feedback measure ranking catalogue json");
    TABLE.put("embedding", "language catalogue");
    TABLE.put("llm", "json");
    TABLE.put("enrichment", "llm language catalogue json");
    TABLE.put("index", "embedding catalogue json");
    TABLE.put("query", "llm index embedding catalogue json");
    TABLE.put("candidates", "query index model catalogue");
    TABLE.put("fusion", "candidates query catalogue");
    TABLE.put("ranking", "fusion candidates query index embedding catalogue json");
    TABLE.put("diversification", "fusion index catalogue");
    TABLE.put("explanation", "fusion candidates query index catalogue");
    TABLE.put(
        "search",
        "explanation diversification ranking fusion candidates query viewer index measure catalogue json");
    TABLE.put(
        "recommendation",
        "explanation diversification ranking fusion candidates query viewer feedback index model measure catalogue json");
    TABLE.put("viewer", "feedback index catalogue");
    TABLE.put("ingestion", "enrichment embedding index model catalogue json");
    TABLE.put("operation", "feedback ingestion enrichment llm search index disk catalogue json");
    TABLE.put(
        "evaluation",
        "training model feedback search ranking query ingestion enrichment embedding index measure catalogue json");
    TABLE.put("simulation", "feedback catalogue json");
    TABLE.put(
        "storage",
        "access embedding catalogue feedback candidates recommendation ingestion operation disk json");
    TABLE.put(
        "http",
        "search recommendation query explanation diversification candidates viewer feedback ingestion operation access index catalogue json");
    TABLE.put(
        "config",
        "access embedding llm index query ranking search viewer feedback ingestion operation http catalogue json");
    TABLE.put("app", EVERYTHING);
    TABLE.put("cli", EVERYTHING);
  }

  /// What the map calls the stages.
  private static final String STAGES = "explanation diversification ranking fusion candidates";

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|.*\\| ([^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kindred");

  @Test
  void theMapSaysTheSame() throws IOException {
    Map<String, Set<String>> map = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("src/README.md"))) {
      Matcher row = ROW.matcher(line);
      if (!row.matches() || !row.group(2).matches("–|the stages.*|`.*")) continue;
      Set<String> uses = new TreeSet<>();
      NAME.matcher(row.group(2)).results().forEach(name -> uses.add(name.group(1)));
      if (row.group(2).contains("the stages")) uses.addAll(List.of(STAGES.split(" ", -1)));
      map.put(row.group(1), uses);
    }
    Map<String, Set<String>> table = new TreeMap<>();
    TABLE.forEach((name, row) -> {
      if (row.equals(EVERYTHING)) return;
      table.put(name, row.isEmpty() ? Set.of() : new TreeSet<>(List.of(row.split(" ", -1))));
    });
    assertThat(map).isEqualTo(table);
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> unknown = new HashSet<>();
    for (JavaClass type : CLASSES) unknown.add(packageOf(type));
    unknown.removeAll(TABLE.keySet());
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyPackageUsesOnlyWhatItsRowNames() {
    TABLE.forEach((name, row) -> {
      if (row.equals(EVERYTHING)) return;
      List<String> allowed = new ArrayList<>(List.of(row.split(" ", -1)));
      allowed.add(name);
      noClasses()
          .that(are(name))
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<>("Kindred's packages outside " + allowed) {
                @Override
                public boolean test(JavaClass type) {
                  return type.getPackageName().startsWith("dev.kindred.")
                      && !allowed.contains(packageOf(type));
                }
              })
          .allowEmptyShould(true)
          .check(CLASSES);
    });
  }

  @Test
  void packagesHaveNoCycle() {
    SlicesRuleDefinition.slices()
        .matching("dev.kindred.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void librariesStayInTheirRooms() {
    staysIn("org.apache.lucene", "index");
    staysIn("io.javalin", "http");
    staysIn("org.jdbi", "storage");
    staysIn("picocli", "cli");
    staysIn("dev.ludovic.netlib", "training");
    staysIn("dev.langchain4j.model.chat", "llm");
    staysIn("dev.langchain4j.model.scoring", "embedding");
    staysIn("ai.onnxruntime", "embedding");
  }

  private static void staysIn(String library, String room) {
    noClasses()
        .that(
            new DescribedPredicate<>("outside " + room) {
              @Override
              public boolean test(JavaClass type) {
                return !packageOf(type).equals(room);
              }
            })
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> are(String name) {
    return new DescribedPredicate<>("classes of " + name) {
      @Override
      public boolean test(JavaClass type) {
        return packageOf(type).equals(name);
      }
    };
  }

  private static String packageOf(JavaClass type) {
    String rest = type.getPackageName().substring("dev.kindred".length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
  }
}
