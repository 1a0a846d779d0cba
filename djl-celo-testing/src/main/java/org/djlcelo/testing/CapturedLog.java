package org.djlcelo.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The messages that a class logs until this is closed. */
public final class CapturedLog implements AutoCloseable {

    private final List<String> messages = new ArrayList<>();
    private final Logger logger;
    private final AbstractAppender appender;
    private final Level level;

    /**
     * Begins to listen.
     *
     * @param source whose warnings and errors
     */
    public CapturedLog(Class<?> source) {
        logger = (Logger) LogManager.getLogger(source);
        appender =
                new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
                    @Override
                    public void append(LogEvent event) {
                        messages.add(event.getMessage().getFormattedMessage());
                    }
                };
        appender.start();
        logger.addAppender(appender);
        level = logger.getLevel();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
    }

    /**
     * Returns what was logged so far.
     *
     * @return the messages, a live list
     */
    public List<String> messages() {
        return messages;
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        logger.setLevel(level);
        logger.setAdditive(true);
        logger.removeAppender(appender);
        appender.stop();
    }
}
