package dev.kindred.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;

/// Which analysis each field has, by the language of the catalogue. Names keep stop words and are
/// matched with and without diacritics; texts are stemmed and lose stop words.
final class Analyzers {
  /// Suppliers by ISO 639-1 code: what Lucene brings.
  private static final Map<String, Supplier<Analyzer>> BY_LANGUAGE =
      Map.ofEntries(
          Map.entry("ar", org.apache.lucene.analysis.ar.ArabicAnalyzer::new),
          Map.entry("bg", org.apache.lucene.analysis.bg.BulgarianAnalyzer::new),
          Map.entry("bn", org.apache.lucene.analysis.bn.BengaliAnalyzer::new),
          Map.entry("ca", org.apache.lucene.analysis.ca.CatalanAnalyzer::new),
          Map.entry("cs", org.apache.lucene.analysis.cz.CzechAnalyzer::new),
          Map.entry("da", org.apache.lucene.analysis.da.DanishAnalyzer::new),
          Map.entry("de", org.apache.lucene.analysis.de.GermanAnalyzer::new),
          Map.entry("el", org.apache.lucene.analysis.el.GreekAnalyzer::new),
          Map.entry("en", org.apache.lucene.analysis.en.EnglishAnalyzer::new),
          Map.entry("es", org.apache.lucene.analysis.es.SpanishAnalyzer::new),
          Map.entry("et", org.apache.lucene.analysis.et.EstonianAnalyzer::new),
          Map.entry("eu", org.apache.lucene.analysis.eu.BasqueAnalyzer::new),
          Map.entry("fa", org.apache.lucene.analysis.fa.PersianAnalyzer::new),
          Map.entry("fi", org.apache.lucene.analysis.fi.FinnishAnalyzer::new),
          Map.entry("fr", org.apache.lucene.analysis.fr.FrenchAnalyzer::new),
          Map.entry("ga", org.apache.lucene.analysis.ga.IrishAnalyzer::new),
          Map.entry("gl", org.apache.lucene.analysis.gl.GalicianAnalyzer::new),
          Map.entry("hi", org.apache.lucene.analysis.hi.HindiAnalyzer::new),
          Map.entry("hu", org.apache.lucene.analysis.hu.HungarianAnalyzer::new),
          Map.entry("hy", org.apache.lucene.analysis.hy.ArmenianAnalyzer::new),
          Map.entry("id", org.apache.lucene.analysis.id.IndonesianAnalyzer::new),
          Map.entry("it", org.apache.lucene.analysis.it.ItalianAnalyzer::new),
          Map.entry("ja", org.apache.lucene.analysis.cjk.CJKAnalyzer::new),
          Map.entry("ko", org.apache.lucene.analysis.cjk.CJKAnalyzer::new),
          Map.entry("lt", org.apache.lucene.analysis.lt.LithuanianAnalyzer::new),
          Map.entry("lv", org.apache.lucene.analysis.lv.LatvianAnalyzer::new),
          Map.entry("nb", org.apache.lucene.analysis.no.NorwegianAnalyzer::new),
          Map.entry("ne", org.apache.lucene.analysis.ne.NepaliAnalyzer::new),
          Map.entry("nl", org.apache.lucene.analysis.nl.DutchAnalyzer::new),
          Map.entry("nn", org.apache.lucene.analysis.no.NorwegianAnalyzer::new),
          Map.entry("no", org.apache.lucene.analysis.no.NorwegianAnalyzer::new),
          Map.entry("pt", org.apache.lucene.analysis.pt.PortugueseAnalyzer::new),
          Map.entry("ro", org.apache.lucene.analysis.ro.RomanianAnalyzer::new),
          Map.entry("ru", org.apache.lucene.analysis.ru.RussianAnalyzer::new),
          Map.entry("sr", org.apache.lucene.analysis.sr.SerbianAnalyzer::new),
          Map.entry("sv", org.apache.lucene.analysis.sv.SwedishAnalyzer::new),
          Map.entry("ta", org.apache.lucene.analysis.ta.TamilAnalyzer::new),
          Map.entry("te", org.apache.lucene.analysis.te.TeluguAnalyzer::new),
          Map.entry("th", org.apache.lucene.analysis.th.ThaiAnalyzer::new),
          Map.entry("tr", org.apache.lucene.analysis.tr.TurkishAnalyzer::new),
          Map.entry("zh", org.apache.lucene.analysis.cjk.CJKAnalyzer::new));

  /// Longest word that no tokenizer cuts.
  private static final int SIMPLE_WORD = 100;

  private final Analyzer text;
  private final Analyzer name = new NameAnalyzer(NameAnalyzer.Diacritics.BOTH);
  private final Analyzer folded = new NameAnalyzer(NameAnalyzer.Diacritics.FOLDED);
  private final Analyzer perField;

  /// @param language BCP 47 tag; regions and scripts make no difference
  Analyzers(String language) {
    String code = Locale.forLanguageTag(language).getLanguage();
    text = BY_LANGUAGE.getOrDefault(code, StandardAnalyzer::new).get();
    perField =
        new PerFieldAnalyzerWrapper(
            text, Map.of(Schema.NAME, name, Schema.ALIASES, name, Schema.PEOPLE, name));
  }

  /// The languages with an analysis of their own; any other gets plain words.
  static Set<String> languages() {
    return new TreeSet<>(BY_LANGUAGE.keySet());
  }

  Analyzer perField() {
    return perField;
  }

  /// One analysed word.
  ///
  /// @param start offset of the word in the text
  /// @param end offset behind the word
  record Token(String term, int start, int end) {}

  List<Token> tokens(String field, String text) {
    List<Token> tokens = new ArrayList<>();
    try (TokenStream stream = perField.tokenStream(field, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken())
        tokens.add(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("analysing a string", e);
    }
    return tokens;
  }

  /// A name without case, diacritics and punctuation, words separated by one space: `amelie` for
  /// `Amélie!`.
  String plain(String text) {
    String simple = simple(text);
    if (simple != null) return simple;
    StringBuilder plain = new StringBuilder();
    try (TokenStream stream = folded.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) plain.append(plain.isEmpty() ? "" : " ").append(term);
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("analysing a string", e);
    }
    return plain.toString();
  }

  /// The same of a text of Latin letters, digits and single spaces, for which the analysis changes
  /// nothing but the case; null of any other.
  private static @Nullable String simple(String text) {
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain ? ++word > SIMPLE_WORD : c != ' ' || word == 0) return null;
      if (!plain) word = 0;
    }
    return word == 0 ? null : text.toLowerCase(Locale.ROOT);
  }

  /// Words in lower case, stop words kept.
  private static final class NameAnalyzer extends Analyzer {
    enum Diacritics {
      FOLDED,
      /// The word as it is beside the word without its diacritics.
      BOTH
    }

    private final Diacritics diacritics;

    NameAnalyzer(Diacritics diacritics) {
      this.diacritics = diacritics;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = new StandardTokenizer();
      TokenStream lower = new LowerCaseFilter(words);
      return new TokenStreamComponents(
          words, new ASCIIFoldingFilter(lower, diacritics == Diacritics.BOTH));
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
      return new ASCIIFoldingFilter(new LowerCaseFilter(in), false);
    }
  }
}
