package org.djlcelo.data;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Several sources as one; the last of them answers for what none has. */
final class FirstSource implements DataSource {

    private final List<DataSource> sources;

    FirstSource(List<DataSource> sources) {
        this.sources = sources;
    }

    @Override
    public ImageSet load(String name, Split split) throws DataException {
        return having(name).load(name, split);
    }

    @Override
    public TextSet loadText(String name, Split split) throws DataException {
        return having(name).loadText(name, split);
    }

    @Override
    public List<String> names() throws DataException {
        TreeSet<String> names = new TreeSet<>();
        for (DataSource source : sources) {
            names.addAll(source.names());
        }
        return List.copyOf(names);
    }

    @Override
    public String description() {
        return sources.stream().map(DataSource::description).collect(Collectors.joining(" or "));
    }

    private DataSource having(String name) throws DataException {
        String folder = name.split(":", 2)[0];
        for (DataSource source : sources) {
            if (source.names().contains(folder)) {
                return source;
            }
        }
        return sources.get(sources.size() - 1);
    }
}
