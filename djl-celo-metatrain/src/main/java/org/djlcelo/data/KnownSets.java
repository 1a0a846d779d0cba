package org.djlcelo.data;

import java.util.Map;

/**
 * What data sets are, recognised by their content and not by the name of a folder, so that a record
 * never claims data that was not used.
 */
final class KnownSets {

    private static final Origin DIGITS =
            new Origin(
                    "handwritten digits 8x8 of scikit-learn (test part of UCI optical digits)",
                    "CC BY 4.0 (believed: the package states none), scikit-learn BSD-3-Clause");
    private static final Origin MNIST =
            new Origin(
                    "MNIST handwritten digits 28x28, as in the Go module GoMNIST",
                    "module Apache-2.0; the data states no licence of its own");
    private static final Origin PHOTOS =
            new Origin(
                    "photos, 32x32 crops of freely licensed photographs, ten classes",
                    "per photograph: GPL-2+, LGPL, CC-BY-2.0 or CC0");
    private static final Origin GLYPHS =
            new Origin(
                    "glyphs, digits in free fonts over crops of freely licensed photographs, 32x32",
                    "fonts under free licences; backgrounds as photos");
    private static final Origin LETTERS =
            new Origin(
                    "letters A to J in free fonts, distorted, 28x28, rendered by the project",
                    "rendered letter shapes of free fonts");
    private static final Origin TEXT =
            new Origin(
                    "text of nine Debian documentation packages, the King James Bible among them",
                    "public domain and GPL-2 or later");
    private static final Origin LETTERS_SUBSET =
            new Origin(
                    LETTERS.description() + "; the embedded first 7000 and 1500 samples",
                    LETTERS.licence());

    private static final Map<String, Origin> BY_FINGERPRINT =
            Map.ofEntries(
                    Map.entry("aa02f2dc25de", DIGITS),
                    Map.entry("70ab2c3d0feb", DIGITS),
                    Map.entry("edc0d1098aa4", MNIST),
                    Map.entry("c3f9adf9c66e", MNIST),
                    Map.entry("c5a90f454ce8", PHOTOS),
                    Map.entry("4d411855dde3", PHOTOS),
                    Map.entry("961891876336", GLYPHS),
                    Map.entry("89ac6773039e", GLYPHS),
                    Map.entry("056feade6442", LETTERS),
                    Map.entry("3367087679be", LETTERS),
                    Map.entry("9390669677c7", LETTERS_SUBSET),
                    Map.entry("57100b5d0f7b", LETTERS_SUBSET),
                    Map.entry("a1c98077f183", TEXT),
                    Map.entry("2f3f35197406", TEXT));

    private KnownSets() {}

    /** The origin of data that a user brought. */
    static Origin supplied(String name) {
        return new Origin(
                "\"" + name + "\", supplied by the user", "unknown (data supplied by the user)");
    }

    static TextSet identify(TextSet set) {
        Origin known = BY_FINGERPRINT.get(set.fingerprint());
        return known == null ? set : set.withOrigin(known);
    }

    static ImageSet identify(ImageSet set) {
        Origin known = BY_FINGERPRINT.get(set.fingerprint());
        return known == null ? set : set.withOrigin(known);
    }
}
