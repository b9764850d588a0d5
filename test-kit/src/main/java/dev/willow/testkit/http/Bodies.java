package dev.willow.testkit.http;

import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/// Bodies between the form that `java.net.http` gives them and bytes.
final class Bodies {
    private Bodies() {}

    static byte[] read(BodyPublisher publisher) {
        BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
        publisher.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                bytes.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                bytes.onNext(List.of(part));
            }

            @Override
            public void onError(Throwable failure) {
                bytes.onError(failure);
            }

            @Override
            public void onComplete() {
                bytes.onComplete();
            }
        });
        return bytes.getBody().toCompletableFuture().join();
    }

    static <T> T hand(BodyHandler<T> handler, int status, HttpHeaders headers, byte[] body) {
        BodySubscriber<T> subscriber = handler.apply(new Info(status, headers, Version.HTTP_1_1));
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long parts) {}

            @Override
            public void cancel() {}
        });
        if (body.length > 0) subscriber.onNext(List.of(ByteBuffer.wrap(body)));
        subscriber.onComplete();
        return subscriber.getBody().toCompletableFuture().join();
    }

    private record Info(int statusCode, HttpHeaders headers, Version version) implements ResponseInfo {}
}
