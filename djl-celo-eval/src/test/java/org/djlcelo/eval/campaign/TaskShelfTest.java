package org.djlcelo.eval.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.data.DataException;
import org.djlcelo.data.ImageSets;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import org.djlcelo.eval.task.Workload;
import org.junit.jupiter.api.Test;

class TaskShelfTest {

    private final List<String> opened = new ArrayList<>();

    @Test
    void onlyTheLastDataAreKept() {
        TaskShelf shelf = new TaskShelf(DataPlan.of(ImageSets.embedded()));
        OpenTask mlp = shelf.open(new Counted(Suite.QUICK.tasks().get(0)));
        OpenTask conv = shelf.open(new Counted(Suite.QUICK.tasks().get(1)));
        assertEquals(2, opened.size());
        assertEquals(2, mlp.workload().data().size(), "known without the data");
        assertTrue(conv.workload().inputShapes().length > 0);
        assertEquals(2, opened.size());
        assertTrue(mlp.workload().inputShapes().length > 0);
        mlp.workload().newLoss();
        assertEquals(
                List.of("letters-mlp", "letters-conv", "letters-mlp"),
                opened,
                "loaded again, once");
    }

    @Test
    void missingDataAreTheUsersSentence() {
        TaskShelf shelf = new TaskShelf(DataPlan.of(ImageSets.directory(Path.of("no", "such"))));
        assertThrows(UserException.class, () -> shelf.open(Suite.QUICK.tasks().get(0)));
    }

    /** A default method that is not handed on would change results without a word. */
    @Test
    void everythingIsHandedOn() throws Exception {
        for (Method method : Workload.class.getMethods()) {
            assertEquals(
                    TaskShelf.Shelved.class,
                    TaskShelf.Shelved.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass(),
                    () -> method + " " + Arrays.toString(method.getParameterTypes()));
        }
    }

    private final class Counted implements EvalTask {

        private final EvalTask inner;

        Counted(EvalTask inner) {
            this.inner = inner;
        }

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public int revision() {
            return inner.revision();
        }

        @Override
        public String summary() {
            return inner.summary();
        }

        @Override
        public Workload open(DataPlan plan) throws DataException {
            opened.add(name());
            return inner.open(plan);
        }
    }
}
