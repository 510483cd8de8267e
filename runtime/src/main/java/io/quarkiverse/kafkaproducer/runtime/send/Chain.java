package io.quarkiverse.kafkaproducer.runtime.send;

/**
 * A first-in-first-out queue from whose middle an element can be taken at no more cost than from its ends: a record that its
 * sender gave up on must leave at once, or its bytes would stay for as long as an older one in front of it waits.
 */
final class Chain<T> {

    static final class Link<T> {
        private final T item;
        private Link<T> previous;
        private Link<T> next;
        private boolean linked;

        private Link(T item) {
            this.item = item;
        }
    }

    private Link<T> first;
    private Link<T> last;

    boolean isEmpty() {
        return first == null;
    }

    T first() {
        return first == null ? null : first.item;
    }

    Link<T> append(T item) {
        Link<T> link = new Link<>(item);
        link.linked = true;
        link.previous = last;
        if (last == null) {
            first = link;
        } else {
            last.next = link;
        }
        last = link;
        return link;
    }

    /** Does nothing for a link that has left already. */
    void remove(Link<T> link) {
        if (!link.linked) {
            return;
        }
        link.linked = false;
        if (link.previous == null) {
            first = link.next;
        } else {
            link.previous.next = link.next;
        }
        if (link.next == null) {
            last = link.previous;
        } else {
            link.next.previous = link.previous;
        }
    }

    T poll() {
        Link<T> head = first;
        if (head == null) {
            return null;
        }
        remove(head);
        return head.item;
    }
}
