package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.djlcelo.baselines.NAdamW;
import org.djlcelo.baselines.NAdamWConfiguration;
import org.djlcelo.eval.UserException;

/**
 * NAdamW with one configuration, whose schedule is stretched over the run.
 *
 * @param search the search that it belongs to
 * @param index which configuration of it
 */
record NAdamWContender(NAdamWSearch search, int index) implements Contender {

    static List<Contender> all(NAdamWSearch search) {
        return IntStream.range(0, search.configurations().size())
                .<Contender>mapToObj(index -> new NAdamWContender(search, index))
                .toList();
    }

    /**
     * Finds one by its index.
     *
     * @throws UserException if there is no such configuration
     */
    static Contender at(NAdamWSearch search, String index) {
        int count = search.configurations().size();
        if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= count) {
            throw new UserException(
                    "There is no NAdamW configuration \""
                            + index
                            + "\"; write an index from 0 to "
                            + (count - 1)
                            + ", or raise --nadamw-count.");
        }
        return new NAdamWContender(search, Integer.parseInt(index));
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return search.prefix() + ContenderCatalog.AT + index;
    }

    /** {@inheritDoc} */
    @Override
    public String spec() {
        return ContenderCatalog.NADAMW + ContenderCatalog.AT + index;
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return search.family();
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("implementation", NAdamW.class.getName());
        settings.put("configuration", configuration().toString());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps, int threads, Block network) {
        return new HandDesignedRig(configuration().optimizer(totalSteps));
    }

    private NAdamWConfiguration configuration() {
        return search.configurations().get(index);
    }
}
