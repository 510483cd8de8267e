package io.quarkiverse.kafkaproducer.runtime.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ChainTest {

    private final Chain<String> chain = new Chain<>();

    @Test
    void anEmptyChainGivesNothing() {
        assertThat(chain.isEmpty()).isTrue();
        assertThat(chain.first()).isNull();
        assertThat(chain.poll()).isNull();
    }

    @Test
    void elementsLeaveInTheOrderInWhichTheyCame() {
        chain.append("a");
        chain.append("b");
        chain.append("c");

        assertThat(chain.first()).isEqualTo("a");
        assertThat(rest()).containsExactly("a", "b", "c");
        assertThat(chain.isEmpty()).isTrue();
    }

    @Test
    void oneCanBeTakenFromTheFrontTheMiddleAndTheEnd() {
        var first = chain.append("a");
        chain.append("b");
        var middle = chain.append("c");
        chain.append("d");
        var last = chain.append("e");

        chain.remove(first);
        chain.remove(middle);
        chain.remove(last);
        chain.append("f");

        assertThat(rest()).containsExactly("b", "d", "f");
    }

    @Test
    void theOnlyOneCanBeTaken() {
        chain.remove(chain.append("a"));

        assertThat(chain.isEmpty()).isTrue();
        chain.append("b");
        assertThat(rest()).containsExactly("b");
    }

    @Test
    void takingOneThatHasLeftChangesNothing() {
        var polled = chain.append("a");
        var removed = chain.append("b");
        chain.append("c");
        chain.poll();
        chain.remove(removed);

        chain.remove(polled);
        chain.remove(removed);

        assertThat(rest()).containsExactly("c");
    }

    /** 0 polls, 1 to 3 append, 4 to 6 remove any link there ever was. */
    @Property(tries = 200)
    void itBehavesAsADequeDoes(@ForAll @Size(max = 40) List<@IntRange(max = 6) Integer> steps) {
        Chain<Integer> chain = new Chain<>();
        Deque<Integer> expected = new ArrayDeque<>();
        List<Chain.Link<Integer>> links = new ArrayList<>();
        for (int step = 0; step < steps.size(); step++) {
            int what = steps.get(step);
            if (what == 0) {
                assertThat(chain.poll()).isEqualTo(expected.poll());
            } else if (what <= 3) {
                expected.add(links.size());
                links.add(chain.append(links.size()));
            } else if (!links.isEmpty()) {
                int any = step * what % links.size();
                chain.remove(links.get(any));
                expected.remove(any);
            }
            assertThat(chain.first()).isEqualTo(expected.peek());
            assertThat(chain.isEmpty()).isEqualTo(expected.isEmpty());
        }
        while (!expected.isEmpty()) {
            assertThat(chain.poll()).isEqualTo(expected.poll());
        }
        assertThat(chain.poll()).isNull();
    }

    private List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (String next = chain.poll(); next != null; next = chain.poll()) {
            rest.add(next);
        }
        return rest;
    }
}
