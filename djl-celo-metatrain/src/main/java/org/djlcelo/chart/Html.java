package org.djlcelo.chart;

import java.util.List;

/** Pieces of HTML. */
public final class Html {

    /** A cell without a number. */
    private static final String NONE = "-";

    private Html() {}

    /**
     * Makes text safe between tags and in attributes.
     *
     * @param text any text
     * @return the same for HTML
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * Returns a table whose first column names the rows; a row named {@code celo} stands out.
     *
     * @param header the headings
     * @param lines the rows; cells are text
     * @param caption what it shows, and the data really used
     * @return the table in a box that scrolls sideways on a narrow screen
     */
    public static String table(List<String> header, List<List<String>> lines, String caption) {
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

    /**
     * Returns the caption of a figure.
     *
     * @param text the text
     * @return HTML
     */
    public static String caption(String text) {
        return "<figcaption>" + escape(text) + "</figcaption>\n";
    }

    /**
     * Opens a section.
     *
     * @param title its title
     * @return HTML, to be closed by {@code </section>}
     */
    public static String section(String title) {
        return "<section>\n<h2>" + escape(title) + "</h2>\n";
    }

    /**
     * Returns a heading within a section.
     *
     * @param title the text
     * @return HTML
     */
    public static String heading(String title) {
        return "<h3>" + escape(title) + "</h3>\n";
    }

    /**
     * Returns a paragraph.
     *
     * @param text the text
     * @return HTML
     */
    public static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    /** An interval after a number is small. */
    private static String cell(String text) {
        return text.equals(NONE)
                ? "–"
                : escape(text).replaceFirst("^([-0-9.]+) (\\[.*])$", "$1 <small>$2</small>");
    }

    /** The row that the report is about stands out. */
    private static boolean isSubject(String row) {
        return row.equals("celo") || row.startsWith("celo [");
    }
}
