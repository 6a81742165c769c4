import java.io.File;
import java.io.FileInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

import org.verapdf.core.ModelParsingException;
import org.verapdf.core.ValidationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files as PDF/UA-1 and PDF/A-3a; exit status 1 when any rule fails. */
public class Verapdf {
    static final PDFAFlavour[] FLAVOURS = {PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A};
    static final int SHOWN = 3; // places printed for each failed rule

    public static void main(String[] files) throws Exception {
        if (files.length == 0) {
            System.err.println("usage: Verapdf FILE.pdf...");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (String file : files) {
            for (PDFAFlavour flavour : FLAVOURS) {
                try {
                    good &= validate(new File(file), flavour);
                } catch (ModelParsingException | ValidationException e) {
                    System.out.println(file + ": " + flavour + ": cannot be read: " + e + ", " + e.getCause());
                    good = false;
                }
            }
        }
        System.exit(good ? 0 : 1);
    }

    static boolean validate(File file, PDFAFlavour flavour) throws Exception {
        // -1: no limit on failed checks; false: keep the failed assertions only
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf(
                    "%s: %s: %s, %d checks%n",
                    file.getName(),
                    flavour,
                    result.isCompliant() ? "compliant" : "NOT compliant",
                    result.getTotalAssertions());
            Map<String, Integer> failed = new LinkedHashMap<>();
            for (TestAssertion a : result.getTestAssertions()) {
                if (a.getStatus() != TestAssertion.Status.FAILED) {
                    continue;
                }
                String rule = a.getRuleId().getClause() + " test " + a.getRuleId().getTestNumber();
                int times = failed.merge(rule, 1, Integer::sum);
                if (times == 1) {
                    System.out.println("  " + rule + ": " + a.getMessage());
                }
                if (times <= SHOWN) {
                    System.out.println("    " + a.getLocation().getContext());
                    if (a.getErrorMessage() != null) {
                        System.out.println("    " + a.getErrorMessage());
                    }
                }
            }
            failed.forEach((rule, times) -> System.out.println("  " + rule + " failed " + times + " times"));
            return result.isCompliant() && result.getTotalAssertions() > 0;
        }
    }
}
