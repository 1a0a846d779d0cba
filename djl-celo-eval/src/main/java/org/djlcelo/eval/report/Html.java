package org.djlcelo.eval.report;

import java.util.List;
import org.djlcelo.eval.score.Figures;

/** Pieces of HTML. */
final class Html {

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * A table whose first column names the rows.
     *
     * @param header the headings
     * @param lines the rows; cells are text
     * @param caption what it shows, and the data really used
     * @return the table in a box that scrolls sideways on a narrow screen
     */
    static String table(List<String> header, List<List<String>> lines, String caption) {
        StringBuilder html =
                new StringBuilder(
                        "<figure class=\"table\"><div class=\"wide\"><table>\n<thead><tr>");
        header.forEach(cell -> html.append("<th>").append(escape(cell)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> line : lines) {
            html.append(isSubject(line.get(0)) ? "<tr class=\"subject\">" : "<tr>");
            for (int i = 0; i < line.size(); i++) {
                String tag = i == 0 ? "th" : "td";
                html.append('<').append(tag).append('>');
                html.append(cell(line.get(i))).append("</").append(tag).append('>');
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n")
                .append(caption(caption))
                .append("</figure>\n")
                .toString();
    }

    static String caption(String text) {
        return "<figcaption>" + escape(text) + "</figcaption>\n";
    }

    static String section(String title) {
        return "<section>\n<h2>" + escape(title) + "</h2>\n";
    }

    static String heading(String title) {
        return "<h3>" + escape(title) + "</h3>\n";
    }

    static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    /** An interval after a number is small. */
    private static String cell(String text) {
        return text.equals(Figures.NONE)
                ? "–"
                : escape(text).replaceFirst("^([-0-9.]+) (\\[.*])$", "$1 <small>$2</small>");
    }

    /** The row that the report is about stands out. */
    private static boolean isSubject(String row) {
        return row.equals("celo") || row.startsWith("celo [");
    }
}
