package org.djlcelo.eval.task;

import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.network.LstmLm;
import org.djlcelo.eval.network.TransformerLm;

/** Those of the {@link PaperTasks} that read text. */
final class PaperLanguageTasks {

    private static final int LSTM_BATCH = 128;
    private static final int LSTM_LENGTH = 32;

    static final EvalTask LM1B_TRANSFORMER_0 =
            transformer(
                    "lm1b-transformer-0",
                    "task 10, TransformerLM_LM1B_MultiRuntime_0",
                    new Decoder(20, 1, 5),
                    new AttentionInputs(4, 8, 20, 2, 0.1));

    static final EvalTask LM1B_TRANSFORMER_2 =
            transformer(
                    "lm1b-transformer-2",
                    "task 11, TransformerLM_LM1B_MultiRuntime_2",
                    new Decoder(32, 2, 4),
                    new AttentionInputs(8, 8, 32, 4, 0));

    static final EvalTask LM1B_TRANSFORMER_5 =
            transformer(
                    "lm1b-transformer-5",
                    "task 12, TransformerLM_LM1B_MultiRuntime_5",
                    new Decoder(32, 1, 4),
                    new AttentionInputs(8, 32, 32, 2, 0));

    static final EvalTask LM1B_LSTM =
            lstm("lm1b-lstm", "task 15, RNNLM_lm1b32k_Patch32_LSTM256_Embed128", "lm1b");

    static final EvalTask WIKIPEDIA_LSTM =
            lstm(
                    "wikipedia-lstm",
                    "task 16, RNNLM_wikipediaen32k_Patch32_LSTM256_Embed128",
                    "wikipedia");

    private PaperLanguageTasks() {}

    private record Decoder(int width, int layers, int heads) {}

    private static EvalTask transformer(
            String name, String summary, Decoder decoder, AttentionInputs inputs) {
        return new LanguageTask(
                name,
                1,
                String.format(
                        "%s: transformer of width %d, %d layer(s), %d heads, dropout %s on lm1b, %d"
                                + " sequences of %d tokens, cross-entropy",
                        summary,
                        decoder.width,
                        decoder.layers,
                        decoder.heads,
                        inputs.rate(),
                        inputs.batch(),
                        inputs.length()),
                "lm1b",
                inputs.batch(),
                inputs.length(),
                inputs,
                () ->
                        new TransformerLm(
                                inputs.batch() * inputs.length(),
                                DataPlan.VOCABULARY,
                                decoder.width,
                                decoder.layers,
                                decoder.heads));
    }

    private static EvalTask lstm(String name, String summary, String dataSet) {
        return new LanguageTask(
                name,
                1,
                summary
                        + ": LSTM of 256 units on "
                        + dataSet
                        + ", 128 sequences of 32 tokens, cross-entropy",
                dataSet,
                LSTM_BATCH,
                LSTM_LENGTH,
                TokenInputs.NONE,
                () -> new LstmLm(LSTM_BATCH * LSTM_LENGTH, DataPlan.VOCABULARY, 128, 256));
    }
}
