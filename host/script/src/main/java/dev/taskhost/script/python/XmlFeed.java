package dev.taskhost.script.python;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.DTDInfo;
import org.codehaus.stax2.XMLStreamLocation2;
import org.jspecify.annotations.Nullable;

/**
 * Reads one XML document as it comes, for pyexpat.py, which turns what it tells into expat's calls. Nothing outside of the document
 * is ever read, and entities that it declares are not expanded. For the threads of its interpreter.
 *
 * <p>What it tells is one text: events, each with {@link #EVENT} before it, of fields, each with {@link #FIELD} before it, as no XML
 * holds these characters. First come the kind, the line (from 1) and the column (from 0).
 */
final class XmlFeed {
    private static final char FIELD = '\0';
    private static final char EVENT = '\1';
    private static final String NO_ELEMENT = "no element found";

    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> reader;
    private boolean broken;
    private boolean begun;
    private int depth;

    XmlFeed() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        this.reader = factory.createAsyncForByteArray();
    }

    /**
     * Takes the next piece.
     *
     * @param text of the document, whose own declaration has been left out
     * @param last whether nothing comes after it
     * @return what can be told now; an error ends the document
     */
    String feed(String text, boolean last) {
        StringBuilder told = new StringBuilder();
        if (broken) {
            return told.toString();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (bytes.length > 0) {
                reader.getInputFeeder().feedInput(bytes, 0, bytes.length);
            }
            if (last) {
                reader.getInputFeeder().endOfInput();
            }
            int event = reader.next();
            while (event != AsyncXMLStreamReader.EVENT_INCOMPLETE && event != XMLStreamConstants.END_DOCUMENT) {
                tell(told, event);
                event = reader.next();
            }
            if (last && (!begun || depth > 0)) {
                fail(told, NO_ELEMENT);
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            fail(told, String.valueOf(e.getMessage()));
        }
        return told.toString();
    }

    private void fail(StringBuilder told, String message) {
        broken = true;
        int cut = message.indexOf('\n');
        begin(told, 'X', reader.getLocationInfo().getCurrentLocation());
        field(told, cut < 0 ? message : message.substring(0, cut));
    }

    private void tell(StringBuilder told, int event) throws XMLStreamException {
        XMLStreamLocation2 at = reader.getLocationInfo().getStartLocation();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                begun = true;
                depth++;
                start(told, at);
            }
            case XMLStreamConstants.END_ELEMENT -> {
                depth--;
                begin(told, 'E', at);
                name(told, reader.getPrefix(), reader.getLocalName(), reader.getNamespaceURI());
                for (int i = reader.getNamespaceCount() - 1; i >= 0; i--) {
                    field(told, reader.getNamespacePrefix(i));
                }
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE, XMLStreamConstants.CDATA -> {
                begin(told, event == XMLStreamConstants.CDATA ? 'K' : 'T', at);
                field(told, reader.getText());
            }
            case XMLStreamConstants.COMMENT -> {
                begin(told, 'C', at);
                field(told, reader.getText());
            }
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
                begin(told, 'P', at);
                field(told, reader.getPITarget());
                field(told, reader.getPIData());
            }
            case XMLStreamConstants.ENTITY_REFERENCE -> {
                begin(told, 'R', at);
                field(told, reader.getLocalName());
            }
            case XMLStreamConstants.DTD -> {
                DTDInfo type = reader.getDTDInfo();
                begin(told, 'D', at);
                field(told, type.getDTDRootName());
                field(told, type.getDTDSystemId());
                field(told, type.getDTDPublicId());
            }
            default -> {
                // the document's start, of which nobody is told
            }
        }
    }

    private void start(StringBuilder told, XMLStreamLocation2 at) {
        begin(told, 'S', at);
        name(told, reader.getPrefix(), reader.getLocalName(), reader.getNamespaceURI());
        field(told, Integer.toString(reader.getNamespaceCount()));
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            field(told, reader.getNamespacePrefix(i));
            field(told, reader.getNamespaceURI(i));
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            name(told, reader.getAttributePrefix(i), reader.getAttributeLocalName(i), reader.getAttributeNamespace(i));
            field(told, reader.getAttributeValue(i));
        }
    }

    private static void begin(StringBuilder told, char kind, XMLStreamLocation2 at) {
        told.append(EVENT).append(kind);
        field(told, Integer.toString(at.getLineNumber()));
        field(told, Integer.toString(at.getColumnNumber() - 1));
    }

    private static void name(StringBuilder told, String prefix, String local, String namespace) {
        field(told, prefix);
        field(told, local);
        field(told, namespace);
    }

    /** What is not there is told as an empty text: in XML it means the same. */
    private static void field(StringBuilder told, @Nullable String text) {
        told.append(FIELD).append(text == null ? "" : text);
    }
}
