package org.djlcelo.eval.report;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** SVG files as tests look at them. */
final class Pictures {

    private Pictures() {}

    static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    static Element text(Element picture, String content) {
        return textElements(picture)
                .filter(text -> text.getTextContent().equals(content))
                .findFirst()
                .orElseThrow();
    }

    static List<String> texts(Element picture) {
        return textElements(picture).map(Element::getTextContent).toList();
    }

    static Stream<Element> textElements(Element picture) {
        NodeList texts = picture.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength()).mapToObj(i -> (Element) texts.item(i));
    }
}
