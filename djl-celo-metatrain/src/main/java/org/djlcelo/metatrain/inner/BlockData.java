package org.djlcelo.metatrain.inner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A whole DJL data set in memory, so that a batch is a gather. Held as long as its task, which
 * lives as long as the program.
 *
 * @param inputs one array per input, samples along the first axis
 * @param labels the same for labels
 */
record BlockData(NDList inputs, NDList labels) {

    static BlockData of(RandomAccessDataset dataset) throws IOException, TranslateException {
        dataset.prepare();
        NDManager manager = NDManager.newBaseManager();
        List<Record> records = new ArrayList<>();
        try (NDManager samples = manager.newSubManager()) {
            for (long i = 0; i < dataset.size(); i++) {
                records.add(dataset.get(samples, i));
            }
            if (records.isEmpty()) {
                throw new IllegalArgumentException("The data set is empty.");
            }
            BlockData data =
                    new BlockData(
                            stack(records, Record::getData), stack(records, Record::getLabels));
            data.inputs().attach(manager);
            data.labels().attach(manager);
            return data;
        }
    }

    private static NDList stack(List<Record> records, Function<Record, NDList> part) {
        NDList stacked = new NDList();
        for (int a = 0; a < part.apply(records.get(0)).size(); a++) {
            int array = a;
            stacked.add(
                    NDArrays.stack(
                            new NDList(
                                    records.stream()
                                            .map(record -> part.apply(record).get(array))
                                            .toList())));
        }
        return stacked;
    }

    int count() {
        return (int) inputs.head().getShape().get(0);
    }

    NDList inputs(NDManager manager, long[] samples) {
        return gather(inputs, manager, samples);
    }

    NDList labels(NDManager manager, long[] samples) {
        return gather(labels, manager, samples);
    }

    private static NDList gather(NDList all, NDManager manager, long[] samples) {
        NDArray indices = manager.create(samples);
        NDList batch = new NDList();
        for (NDArray array : all) {
            batch.add(array.get(manager, new NDIndex("{}", indices)));
        }
        return batch;
    }
}
