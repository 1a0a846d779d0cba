package org.djlcelo.eval.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A child JVM that is running, seen from its parent. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader replies;
    private final OutputStream orders;
    private final Thread errorReader;
    private volatile String lastError = "it said nothing";

    ChildJvm(List<String> command) {
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        replies = process.inputReader(StandardCharsets.UTF_8);
        orders = process.getOutputStream();
        errorReader = new Thread(this::readErrors, "errors of a job");
        errorReader.setDaemon(true);
        errorReader.start();
    }

    /** A child whose errors nobody reads would block when the pipe is full. */
    private void readErrors() {
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            errors.lines().filter(line -> !line.isBlank()).forEach(line -> lastError = line);
        } catch (IOException | UncheckedIOException e) {
            // the child is gone, and what it said last is known
        }
    }

    /** Tells the child something; it may be dead, which the next {@link #receive} will find. */
    void send(Order order) {
        try {
            orders.write((order.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** The next reply; empty if the child is dead. */
    Optional<Reply> receive() {
        try {
            String line;
            while ((line = replies.readLine()) != null) {
                Optional<Reply> reply = Reply.parse(line);
                if (reply.isPresent()) {
                    return reply;
                }
            }
        } catch (IOException e) {
            // as at the end of the output
        }
        return Optional.empty();
    }

    /** How a dead child ended, in words. */
    String obituary() throws InterruptedException {
        int code = process.waitFor();
        errorReader.join(1000);
        return "exit code " + code + ", last message: " + lastError;
    }

    /** Ends the child, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
