package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.LeastLoadedNode;
import org.apache.kafka.clients.RequestCompletionHandler;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.Readable;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;

/** A network with one broker, which acknowledges all that it is sent and writes nothing. For one thread. */
final class RehearsedNetwork implements KafkaClient {

    static final Node BROKER = new Node(0, "localhost", 9092);

    private final Queue<ClientResponse> answers = new ArrayDeque<>();
    private int requests;
    private boolean active = true;

    @Override
    public void send(ClientRequest request, long now) {
        short version = request.requestBuilder().latestAllowedVersion();
        AbstractRequest body = request.requestBuilder().build(version);
        // as it would go out, and come in
        body.toSend(request.makeHeader(version));
        AbstractResponse answer = body instanceof ProduceRequest produce
                ? ProduceResponse.parse(written(acknowledgment(produce.data()), version), version)
                : InitProducerIdResponse.parse(written(new InitProducerIdResponseData().setProducerId(0), version), version);
        answers.add(new ClientResponse(request.makeHeader(version), request.callback(), request.destination(), now, now, false,
                null, null, answer));
    }

    private static Readable written(ApiMessage message, short version) {
        return MessageUtil.toByteBufferAccessor(message, version);
    }

    private static ProduceResponseData acknowledgment(ProduceRequestData sent) {
        ProduceResponseData answer = new ProduceResponseData();
        sent.topicData().forEach(topic -> answer.responses().add(new ProduceResponseData.TopicProduceResponse()
                .setName(topic.name()).setTopicId(topic.topicId())
                .setPartitionResponses(topic.partitionData().stream()
                        .map(partition -> new ProduceResponseData.PartitionProduceResponse().setIndex(partition.index()))
                        .toList())));
        return answer;
    }

    @Override
    public List<ClientResponse> poll(long timeout, long now) {
        List<ClientResponse> arrived = new ArrayList<>(answers);
        answers.clear();
        arrived.forEach(ClientResponse::onComplete);
        return arrived;
    }

    @Override
    public ClientRequest newClientRequest(String node, AbstractRequest.Builder<?> builder, long created, boolean answered) {
        return newClientRequest(node, builder, created, answered, 0, null);
    }

    @Override
    public ClientRequest newClientRequest(String node, AbstractRequest.Builder<?> builder, long created, boolean answered,
            int timeout, RequestCompletionHandler callback) {
        return new ClientRequest(node, builder, requests++, "rehearsal", created, answered, timeout, callback);
    }

    @Override
    public LeastLoadedNode leastLoadedNode(long now) {
        return new LeastLoadedNode(BROKER, true);
    }

    @Override
    public boolean isReady(Node node, long now) {
        return true;
    }

    @Override
    public boolean ready(Node node, long now) {
        return true;
    }

    @Override
    public boolean hasReadyNodes(long now) {
        return true;
    }

    @Override
    public long connectionDelay(Node node, long now) {
        return 0;
    }

    @Override
    public long pollDelayMs(Node node, long now) {
        return 0;
    }

    @Override
    public boolean connectionFailed(Node node) {
        return false;
    }

    @Override
    public AuthenticationException authenticationException(Node node) {
        return null;
    }

    @Override
    public int inFlightRequestCount() {
        return answers.size();
    }

    @Override
    public boolean hasInFlightRequests() {
        return !answers.isEmpty();
    }

    @Override
    public int inFlightRequestCount(String node) {
        return answers.size();
    }

    @Override
    public boolean hasInFlightRequests(String node) {
        return !answers.isEmpty();
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public void initiateClose() {
        active = false;
    }

    @Override
    public void close() {
        active = false;
    }

    @Override
    public void disconnect(String node) {
        // there is no connection
    }

    @Override
    public void close(String node) {
        // there is no connection
    }

    @Override
    public void wakeup() {
        // it never sleeps
    }
}
