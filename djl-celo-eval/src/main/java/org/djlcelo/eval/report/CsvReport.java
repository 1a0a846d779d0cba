package org.djlcelo.eval.report;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Scored runs as comma-separated values (RFC 4180), one line per run, with a heading. */
final class CsvReport {

    private static final RecordComponent[] COLUMNS = RunLine.class.getRecordComponents();

    private CsvReport() {}

    static String csv(Report report) {
        StringBuilder csv = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (RecordComponent column : COLUMNS) {
            names.add(column.getName());
        }
        csv.append(String.join(",", names)).append("\r\n");
        for (Chapter chapter : report.chapters()) {
            for (RunLine line : RunLine.of(chapter.sheet())) {
                csv.append(String.join(",", cells(line))).append("\r\n");
            }
        }
        return csv.toString();
    }

    private static List<String> cells(RunLine line) {
        List<String> cells = new ArrayList<>();
        for (RecordComponent column : COLUMNS) {
            try {
                Object value = column.getAccessor().invoke(line);
                cells.add(value == null ? "" : quoted(value.toString()));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A record's component can be read", e);
            }
        }
        return cells;
    }

    private static String quoted(String value) {
        return value.matches("[^,\"\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
