import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judge FLAVOUR FILE: every rule that the file breaks on a line of its own, then whether it complies. */
public class Judge {
    public static void main(String[] given) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(given[0]);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(given[1]), flavour)) {
            ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    System.out.println(each.getRuleId().getClause() + ": " + each.getMessage());
                }
            }
            System.out.println("complies: " + result.isCompliant());
        }
        System.exit(0);
    }
}
