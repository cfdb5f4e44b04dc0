import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files with veraPDF: one line per file and flavour, then its failed rules; exit 1 when one fails. */
public class VeraCheck {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean good = true;
    for (String name : arguments[0].split(",")) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
      for (int rank = 1; rank < arguments.length; rank++) {
        good &= check(arguments[rank], flavour);
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean check(String path, PDFAFlavour flavour) throws Exception {
    try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new FileInputStream(path), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      System.out.println(path + " flavour=" + flavour.getId() + " compliant=" + result.isCompliant());
      Map<String, Integer> failures = new TreeMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
          failures.merge(rule + ": " + assertion.getMessage(), 1, Integer::sum);
        }
      }
      failures.forEach((rule, count) -> System.out.println("  " + count + " x " + rule));
      return result.isCompliant();
    }
  }
}
