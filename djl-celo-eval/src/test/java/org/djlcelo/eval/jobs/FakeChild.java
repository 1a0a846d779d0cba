package org.djlcelo.eval.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.djlcelo.eval.campaign.Fakes;
import org.djlcelo.eval.experiment.Curves;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.Protocol;
import org.djlcelo.eval.experiment.RecordFormat;
import org.djlcelo.eval.experiment.RunRecord;

/** The main class of a child that trains nothing and may die. */
final class FakeChild {

    private FakeChild() {}

    /**
     * Runs the child.
     *
     * @param args what it does, and a file that tells whether another one was here
     */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("never ready")) {
            System.err.println("no engine here");
            System.exit(3);
        }
        say(Reply.Kind.READY, "");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            obey(Order.parse(line), args[0], Path.of(args[1]));
        }
    }

    private static void obey(Order order, String behaviour, Path trace) throws IOException {
        boolean isFirst = !Files.exists(trace);
        Files.writeString(trace, "was here");
        System.out.println("a library says hello");
        say(Reply.Kind.STEPS, "5");
        switch (behaviour) {
            case "always dies" -> die(7);
            case "dies once" -> {
                if (isFirst) {
                    System.out.print("djl-celo-job RECORD {\"half\":");
                    die(137);
                }
            }
            case "refuses" -> say(Reply.Kind.REFUSAL, "There is\nno data set x.");
            default -> {
                // it works
            }
        }
        String task = behaviour.equals("misunderstands") ? "other" : order.task();
        Experiment experiment =
                new Experiment(
                        Fakes.task(task).task(),
                        Fakes.task(task).workload(),
                        Fakes.single(order.optimizer()).settings().get(0),
                        order.seed(),
                        order.steps(),
                        Protocol.STANDARD);
        RunRecord record =
                experiment.record(
                        Fakes.ENVIRONMENT, new RunRecord.Cost(1, 2, 0.5), null, Curves.NONE);
        say(Reply.Kind.RECORD, RecordFormat.write(record));
    }

    private static void die(int code) {
        System.out.flush();
        System.err.println("an invented reason");
        System.exit(code);
    }

    private static void say(Reply.Kind kind, String text) {
        System.out.println(new Reply(kind, text).toLine());
    }
}
