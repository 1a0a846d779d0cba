package org.djlcelo.eval.report;

import java.util.List;

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
     * @return the table in a box that scrolls sideways on a narrow screen
     */
    static String table(List<String> header, List<List<String>> lines) {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
        header.forEach(cell -> html.append("<th>").append(escape(cell)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> line : lines) {
            html.append(isSubject(line.get(0)) ? "<tr class=\"subject\">" : "<tr>");
            for (int i = 0; i < line.size(); i++) {
                String tag = i == 0 ? "th" : "td";
                html.append('<').append(tag).append('>');
                html.append(escape(line.get(i))).append("</").append(tag).append('>');
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    /** The row that the report is about stands out. */
    private static boolean isSubject(String row) {
        return row.equals("celo") || row.startsWith("celo [");
    }

    static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }
}
