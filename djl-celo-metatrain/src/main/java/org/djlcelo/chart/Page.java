package org.djlcelo.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page in one HTML file that loads nothing: styles and charts are inside, there is no script. */
public final class Page {

    private Page() {}

    /**
     * Returns a whole page.
     *
     * @param title the title, which is also the first heading
     * @param body what follows the heading, HTML
     * @return the page; it reads on a phone, in the dark and on paper
     */
    public static String html(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <h1>%1$s</h1>
                %3$s</body>
                </html>
                """
                .formatted(Html.escape(title), style(), body);
    }

    /**
     * Returns the style sheet, for pictures outside a page.
     *
     * @return CSS
     */
    public static String style() {
        try (InputStream in = Page.class.getResourceAsStream("style.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
