package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// The service account a Backstage of the tests has, from the manifests.
const serviceAccountNamespace, serviceAccountName = "backstage", "backstage"

// identity is a user of the tests with a token of its own. The token is made
// here, so that it never appears on a command line.
type identity struct {
	Name   string   `json:"name"`
	User   string   `json:"user"`
	Groups []string `json:"groups"`
	token  string
}

// identities is the flag --identity, which may be repeated.
type identities []identity

func (i *identities) String() string { return "" }

func (i *identities) Set(text string) error {
	one := identity{token: rand.Text()}
	if err := json.Unmarshal([]byte(text), &one); err != nil {
		return fmt.Errorf("not {\"name\", \"user\", \"groups\"} in JSON: %w", err)
	}
	if one.Name == "" || one.User == "" {
		return fmt.Errorf("an identity needs a name and a user: %s", text)
	}
	*i = append(*i, one)
	return nil
}

func (i identities) tokens() map[string]string {
	tokens := map[string]string{}
	for _, one := range i {
		tokens[one.Name] = one.token
	}
	return tokens
}

// serviceAccountToken asks for a token that outlives the control plane.
func serviceAccountToken(ctx context.Context, admin *rest.Config) (string, error) {
	client, err := kubernetes.NewForConfig(admin)
	if err != nil {
		return "", err
	}
	seconds := int64((24 * time.Hour).Seconds())
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{ExpirationSeconds: &seconds}}
	answer, err := client.CoreV1().ServiceAccounts(serviceAccountNamespace).
		CreateToken(ctx, serviceAccountName, request, metav1.CreateOptions{})
	if err != nil {
		return "", fmt.Errorf("no token for ServiceAccount %s/%s: %w", serviceAccountNamespace, serviceAccountName, err)
	}
	return answer.Status.Token, nil
}
